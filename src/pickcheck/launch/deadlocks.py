"""Whether a process can never go on: its only thread waits, in a library written in C, for a thread that is not there.

Linux tells the system call that a thread is in, with its arguments. One that waits without a time limit at a futex which is the
process's own, and is the only thread of that process, waits for ever: nobody is left to wake it. So it is with a forked child that
asks its parent's pool of threads (OpenMP, Polars) to work.
"""

from __future__ import annotations

import os
import platform
from pathlib import Path

_FUTEX = {"x86_64": 202, "aarch64": 98}.get(platform.machine())
_PRIVATE, _COMMAND = 128, 127  # include/uapi/linux/futex.h
_WAITS = (0, 9)  # FUTEX_WAIT, FUTEX_WAIT_BITSET
_STACK = 4096
_BASIC = ("libc.", "libc-", "ld-", "ld.", "libpthread", "libstdc++", "libgcc_s", "libm.", "[")


def waits_in(pid: int) -> str:
    """The library in which a process's only thread waits for ever; empty where it does not, or that cannot be told."""
    try:
        if _FUTEX is None or os.listdir(f"/proc/{pid}/task") != [str(pid)]:
            return ""
        words = Path(f"/proc/{pid}/syscall").read_text(encoding="ascii").split()
        if len(words) != 9 or words[0] != str(_FUTEX):
            return ""
        _address, operation, _value, timeout, *_rest, pointer, _counter = (int(word, 16) for word in words[1:])
        if timeout or not operation & _PRIVATE or operation & _COMMAND not in _WAITS:
            return ""
        return _library(pid, pointer)
    except (OSError, ValueError):
        return ""  # it has ended, or nobody may look


def _library(pid: int, pointer: int) -> str:
    """The first library of those on the stack that is neither basic nor Python's own."""
    code = _code(pid)
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        memory.seek(pointer)
        data = memory.read(_STACK)
    for word in memoryview(data[: len(data) // 8 * 8]).cast("Q"):
        path = next((path for begin, end, path in code if begin <= word < end), "")
        if path:
            name = os.path.basename(path)
            return "" if name.startswith(("libpython", "python")) else name
    return ""


def _code(pid: int) -> list[tuple[int, int, str]]:
    found = []
    for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split(None, 5)
        if len(fields) == 6 and "x" in fields[1] and not os.path.basename(fields[5]).startswith(_BASIC):
            begin, _, end = fields[0].partition("-")
            found.append((int(begin, 16), int(end, 16), fields[5]))
    return found
