"""A run's processes on Windows: a job object holds whatever the target starts, and can end it all at once.

There are no process groups there, and a child's parent may be gone before it is asked for. Elsewhere nothing here does
anything.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys

_jobs: dict[int, int] = {}

if sys.platform == "win32":
    from ctypes import wintypes

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.restype = wintypes.HANDLE
    _kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
    _kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    _kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD)
    _kernel.QueryInformationJobObject.argtypes = (
        wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD, wintypes.LPVOID,
    )  # fmt: skip
    _kernel.TerminateJobObject.argtypes = (wintypes.HANDLE, wintypes.UINT)
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)

_PROCESS_IDS, _EXTENDED_LIMITS = 3, 9  # JOBOBJECTINFOCLASS, winnt.h
_KILL_ON_CLOSE = 0x2000  # JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
_MOST = 4096


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_set", ctypes.c_size_t),
        ("maximum_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class _ProcessIds(ctypes.Structure):
    _fields_ = (("assigned", ctypes.c_uint32), ("listed", ctypes.c_uint32), ("ids", ctypes.c_size_t * _MOST))


def enclose(process: subprocess.Popen[bytes]) -> None:
    """Put a process that was just started into a job of its own; what it starts from now on is in it too.

    When this process ends, however it ends, the job's processes are ended by the system.
    """
    if sys.platform == "win32":
        job = _kernel.CreateJobObjectW(None, None)
        limits = _ExtendedLimits()
        limits.basic.flags = _KILL_ON_CLOSE
        _kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        handle = int(getattr(process, "_handle"))  # noqa: B009 - subprocess's own, which typeshed does not know
        if job and _kernel.AssignProcessToJobObject(job, handle):
            _jobs[process.pid] = job


def members(process: subprocess.Popen[bytes]) -> list[int]:
    """The ids of the processes of this one's job that are alive."""
    if sys.platform == "win32" and process.pid in _jobs:
        found = _ProcessIds()
        size = ctypes.sizeof(found)
        if _kernel.QueryInformationJobObject(_jobs[process.pid], _PROCESS_IDS, ctypes.byref(found), size, None):
            return list(found.ids[: found.listed])
    return []


def terminate(process: subprocess.Popen[bytes]) -> None:
    """End all of this one's job at once."""
    if sys.platform == "win32" and process.pid in _jobs:
        _kernel.TerminateJobObject(_jobs[process.pid], 1)


def release(process: subprocess.Popen[bytes]) -> None:
    """Let go of the job once its processes have ended."""
    if sys.platform == "win32" and process.pid in _jobs:
        _kernel.CloseHandle(_jobs.pop(process.pid))
