"""How much of the memory that it shares with its parent a forked child copies just by reading it (Linux).

Whoever reads an object writes its reference count, and whoever writes to a page gets a copy of it. A page that the child has for
itself alone and that holds what it held at the fork was copied for nothing. A sample of pages is looked at: which are the child's
alone is in ``/proc/self/pagemap`` (bit 56, Documentation/admin-guide/mm/pagemap.rst of Linux 4.2 and newer), what they hold is read
from ``/proc/self/mem``, for which nothing is copied.
"""

from __future__ import annotations

import os
from time import perf_counter

from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SAMPLES = 256
SHARE = 4  # a child that has less than this part of what is worth a word is not looked at
_EVERY = 0.1  # seconds between two looks at a worker
_NEWS = 1.25  # what was copied is told again when it is so much more
_NAMED = 3
_LARGE = 10_000  # elements
_PRESENT, _ALONE = 0x80, 0x01  # in the last of an entry's eight bytes
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0)
_CONTAINERS = (list, tuple, dict, set, frozenset)
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Pages:
    """What a forked child had of its parent at the fork.

    pages: addresses of pages that both share -> the hash of what is in each. step: the bytes that each of them stands for.
    size: of all of it. parent: its number and its own memory's size then. told: the bytes that were told last.
    """

    def __init__(self) -> None:
        self.parent = os.getppid()
        self.size, self.held = anonymous(), anonymous(self.parent)
        ranges = _ranges()
        self.step = max(1, sum(end - begin for begin, end in ranges) // (SAMPLES * _PAGE)) * _PAGE
        self.pages: dict[int, int] = {}
        self.told, self.due = 0, 0.0
        with _Memory() as memory:
            for page in _every(ranges, self.step):
                if memory.flags(page) & (_PRESENT | _ALONE) == _PRESENT:
                    self.pages[page] = memory.content(page)

    def copied(self) -> int:
        """Bytes that are this child's alone by now, and as they were at the fork."""
        with _Memory() as memory:
            alone = [page for page in self.pages if memory.flags(page) & (_PRESENT | _ALONE) == _PRESENT | _ALONE]
            size = self.step * sum(memory.content(page) == self.pages[page] for page in alone)
        # What the parent let go of is the child's alone as well, and was not copied.
        if os.getppid() != self.parent or anonymous(self.parent) < self.held - size // 2:
            return 0
        return min(size, self.size)


class _Memory:
    """This process's own memory, as the kernel shows it."""

    def __enter__(self) -> _Memory:
        self._map = os.open("/proc/self/pagemap", _FLAGS)
        try:
            self._memory = os.open("/proc/self/mem", _FLAGS)
        except OSError:
            os.close(self._map)
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self._map)
        os.close(self._memory)

    def flags(self, page: int) -> int:
        """The last byte of a page's entry; 0 for a page that is not there."""
        entry = os.pread(self._map, 8, page // _PAGE * 8)
        return entry[7] if len(entry) == 8 else 0

    def content(self, page: int) -> int:
        """The hash of what is in a page."""
        return hash(os.pread(self._memory, _PAGE, page))


def anonymous(pid: int | str = "self") -> int:
    """Bytes of a process's memory that are no file's; 0 where that is not told."""
    try:
        words = _read(f"/proc/{pid}/statm").split()
        return (int(words[1]) - int(words[2])) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0


def _read(path: str) -> bytes:
    descriptor, parts = os.open(path, _FLAGS), []
    try:
        while part := os.read(descriptor, 65536):
            parts.append(part)
    finally:
        os.close(descriptor)
    return b"".join(parts)


def _ranges() -> list[tuple[int, int]]:
    """Where memory lies that may be written to, is shared with nobody on purpose, and is no file's."""
    found = []
    for line in _read("/proc/self/maps").splitlines():
        words = line.split(None, 5)
        if words[1] == b"rw-p" and words[4] == b"0" and words[5:] in ([], [b"[heap]"]):
            begin, _, end = words[0].partition(b"-")
            found.append((int(begin, 16), int(end, 16)))
    return found


def _every(ranges: list[tuple[int, int]], step: int) -> Any:
    """The pages that are a step from each other, across all ranges."""
    rest = 0
    for begin, end in ranges:
        page = begin + rest
        while page < end:
            yield page
            page += step
        rest = page - end


# ---------------------------------------------------------------- hooks in the child


@quiet
def watch() -> None:
    """A forked child begins its work, with much memory of its parent's; where the kernel does not show it, it is not watched."""
    try:
        session.pages = Pages()
    except OSError:
        session.pages = None


@quiet
def look(now: float | None = None) -> None:
    """What the child copied so far; at most every ``_EVERY`` seconds where the time is given."""
    pages: Any = session.pages
    if now is not None and now < pages.due:
        return
    size = pages.copied()
    pages.due = perf_counter() + _EVERY
    if size > pages.told * _NEWS:
        pages.told = size
        session.journal.write("copied", bytes=size, of=pages.size, names=_large())


def _large() -> list[tuple[str, str, str, int]]:
    """The user's globals with the most elements: module, name, type, how many."""
    from .classes import user_modules

    found = [
        (module, name, type(value).__name__, len(value))
        for module, owner in user_modules()
        for name, value in list(owner.__dict__.items())
        if type(value) in _CONTAINERS and len(value) >= _LARGE
    ]
    return sorted(found, key=lambda one: -one[3])[:_NAMED]
