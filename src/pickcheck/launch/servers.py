"""Whether a process waits in vain for the end of multiprocessing's own servers, which are children of it like any others.

The resource tracker (under spawn and forkserver) and the fork server end when the process that started them does. One that
waits for any child of its, without a time limit, and has no other left, waits for ever. Linux tells the system call that a
thread is in, with its arguments.
"""

from __future__ import annotations

import platform
from pathlib import Path

import psutil

# wait4 and waitid, the numbers of Linux's system calls (arch/x86/entry/syscalls, include/uapi/asm-generic/unistd.h).
_WAIT4, _WAITID = {"x86_64": (61, 247), "aarch64": (260, 95)}.get(platform.machine(), (-1, -1))
_ANY, _ONE, _MINUS_ONE = 0, 1, 0xFFFFFFFF  # P_ALL, P_PID; a pid_t of -1
# What they are started with: Lib/multiprocessing/resource_tracker.py, forkserver.py (CPython 3.10 to 3.14), and loky's.
_SERVERS = (("forkserver import main", "the fork server"), ("resource_tracker import main", "the resource tracker"))


def waits_for(pid: int) -> str:
    """The servers that are all that is left for a process's main thread to wait for, in words; empty where it does not."""
    try:
        words = Path(f"/proc/{pid}/syscall").read_text(encoding="ascii").split()
        number, *arguments = (int(word, 0) for word in words)
    except (OSError, ValueError):
        return ""  # it has ended, it runs, or nobody may look
    wanted = _wanted(number, arguments)
    if wanted is None:
        return ""
    try:
        children = [child for child in psutil.Process(pid).children() if wanted in (_MINUS_ONE, child.pid)]
        names = [server_of(child) for child in children]
    except psutil.Error:
        return ""
    return " and ".join(dict.fromkeys(names)) if all(names) else ""


def _wanted(number: int, arguments: list[int]) -> int | None:
    """The child that a system call waits for, -1 (unsigned) for any; None where it is another call."""
    if number == _WAIT4:
        return arguments[0] & 0xFFFFFFFF
    if number == _WAITID and arguments[0] == _ANY:
        return _MINUS_ONE
    return arguments[1] if number == _WAITID and arguments[0] == _ONE else None


def server_of(process: psutil.Process) -> str:
    """What this process is if it is a server of multiprocessing's, else empty. Raises psutil.Error."""
    words = process.cmdline()
    return next((name for text, name in _SERVERS if any(text in word for word in words)), "")
