"""Whose the threads are that Python did not start: the library that each of them runs, read off its stack (Linux).

A thread of a pool waits in its library most of the time. Where the kernel tells its stack pointer (``/proc/self/task/*/syscall``),
the first address on the stack that lies in a library of the process, and in no basic one, is that library's.
"""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TASKS = "/proc/self/task"
MOST = 64  # threads that are looked at
STACK = 4096  # bytes of each
_SIZE = 8 if sys.maxsize > 2**32 else 4
_LOOKS = 4  # at threads that computed at the first look
# Every thread runs these; the interpreter's own threads are known to it.
_BASIC = ("libc.", "libc-", "ld-", "ld.", "libpthread", "libpython", "libstdc++", "libgcc_s", "libm.", "[")


def libraries(known: set[int]) -> list[str]:
    """The file of the library that each thread runs, but for those with ``known`` numbers; of one that computes, nothing."""
    numbers = [int(name) for name in os.listdir(TASKS)]
    wanted = [number for number in numbers if number not in known][:MOST]
    pointers: dict[int, int] = {}
    for _look in range(_LOOKS):
        pointers.update((number, pointer) for number in wanted if (pointer := _stack_pointer(number)))
        wanted = [number for number in wanted if number not in pointers]
        if not wanted:
            break
        time.sleep(0.001)
    if not pointers:
        return []
    code = _code()
    memory = os.open("/proc/self/mem", os.O_RDONLY | os.O_CLOEXEC)
    try:
        found = [_library(memory, pointer, code) for pointer in pointers.values()]
    finally:
        os.close(memory)
    return [library for library in found if library]


def _stack_pointer(number: int) -> int:
    """Where a thread's stack ends; 0 for one that runs at this moment, or is gone."""
    words = _text(f"{TASKS}/{number}/syscall").split()
    return int(words[-2], 16) if len(words) > 2 else 0


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _code() -> list[tuple[int, int, str]]:
    """The ranges of memory with code of libraries that matter here, and their files."""
    found = []
    for line in _text("/proc/self/maps").splitlines():
        fields = line.split(None, 5)
        if len(fields) < 6 or "x" not in fields[1] or os.path.basename(fields[5]).startswith(_BASIC):
            continue
        begin, _, end = fields[0].partition("-")
        if fields[5] != _EXECUTABLE:
            found.append((int(begin, 16), int(end, 16), fields[5]))
    return found


def _library(memory: int, pointer: int, code: list[tuple[int, int, str]]) -> str:
    try:
        data: Any = os.pread(memory, STACK, pointer)
    except (OSError, OverflowError):
        return ""
    words = memoryview(data[: len(data) // _SIZE * _SIZE])
    for word in words.cast("Q") if _SIZE == 8 else words.cast("I"):
        for begin, end, path in code:
            if begin <= word < end:
                return path
    return ""


_EXECUTABLE = os.path.realpath(sys.executable)
