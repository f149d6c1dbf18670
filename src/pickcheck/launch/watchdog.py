"""The whole tree of a run's processes: found, waited for, and always ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psutil

from . import jobs


def tree(process: subprocess.Popen[bytes], marker: str) -> list[psutil.Process]:
    """Every process of this run that is alive: descendants, and those that left the tree but carry our marker.

    On Windows, those of its job.

    The marker is a value in the environment a process was started with, which it keeps whatever it does later.
    """
    if sys.platform == "win32":
        return [one for one in map(_process, jobs.members(process)) if one is not None]
    found: dict[int, psutil.Process] = {}
    try:
        root = psutil.Process(process.pid)
        for child in [root, *root.children(recursive=True)]:
            found[child.pid] = child
    except psutil.NoSuchProcess:
        pass
    for other in psutil.process_iter():
        if other.pid not in found and other.pid != os.getpid() and _carries(other, marker):
            found[other.pid] = other
    return [one for one in found.values() if _alive(one)]


def _process(pid: int) -> psutil.Process | None:
    try:
        return psutil.Process(pid)
    except psutil.Error:
        return None  # it has ended meanwhile


def _carries(process: psutil.Process, marker: str) -> bool:
    try:
        return marker in process.environ().get("PICKCHECK_RUN", "")
    except (psutil.Error, OSError):
        return False


def _alive(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def end(process: subprocess.Popen[bytes], marker: str, patience: float = 2.0) -> None:
    """End the whole tree, and whatever it starts while it is being ended; returns when nothing is left.

    ``patience``: seconds until it is taken that a process cannot be ended (one that is stuck in the kernel).
    """
    deadline = time.monotonic() + patience
    while True:
        if sys.platform == "win32":
            jobs.terminate(process)
        else:
            _signal_group(process.pid)
        living = tree(process, marker)
        for one in living:
            try:
                one.kill()
            except psutil.Error:
                pass
        if process.poll() is None:
            try:
                process.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                pass
        if not living or time.monotonic() > deadline:
            return
        psutil.wait_procs(living, timeout=0.2)


def _signal_group(group: int) -> None:
    if sys.platform != "win32":
        try:
            os.killpg(group, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass


def drain(process: subprocess.Popen[bytes], marker: str, grace: float) -> None:
    """After the script's own process has ended: let the rest of the tree end by itself for up to ``grace`` seconds."""
    deadline = time.monotonic() + grace
    while time.monotonic() < deadline and tree(process, marker):
        time.sleep(0.02)
