"""What the processes of a run have open, and the folders that they work in: Linux only, elsewhere there is no ``/proc``."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

IN_USE = "The process cannot access the file because it is being used by another process"


def is_lived_in(path: Any, only_it: bool = False) -> bool:
    """Whether a folder is, or has in it, one that a process of the run works in."""
    try:
        wanted = os.path.realpath(path)
        return os.path.isdir(wanted) and any(
            _is_in(os.readlink(f"/proc/{one}/cwd"), wanted, only_it) for one in _processes()
        )
    except (OSError, ValueError):
        return False


def _is_in(folder: str, wanted: str, only_it: bool) -> bool:
    return folder == wanted or (not only_it and folder.startswith(wanted + os.sep))


def is_open(path: Any) -> bool:
    """Whether a process of this run has the file open: those of this session, which the launcher has made."""
    try:
        wanted = _identity(path)
        return wanted is not None and os.path.isfile(path) and any(_identity(one) == wanted for one in _descriptors())
    except (OSError, ValueError):
        return False


def open_below(folder: Any) -> str | None:
    """A file below a folder that a process of the run has open."""
    mine = {_identity(one) for one in _descriptors()} - {None}
    for root, _folders, files in os.walk(folder):
        for name in files:
            path: str = os.path.join(root, name)
            if _identity(path) in mine:
                return path
    return None


def _processes() -> Iterator[str]:
    if sys.platform == "win32":
        return
    mine = os.getsid(0)
    for process in os.listdir("/proc"):
        try:
            if process.isdigit() and os.getsid(int(process)) == mine:
                yield process
        except OSError:
            continue  # it has ended meanwhile


def _descriptors() -> Iterator[str]:
    """What the processes of the run have open, by its path below ``/proc``."""
    for process in _processes():
        folder = f"/proc/{process}/fd"
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        yield from (os.path.join(folder, name) for name in names)


def _identity(path: str) -> tuple[int, int] | None:
    """A file's device and number."""
    try:
        seen = os.stat(path)
    except OSError:
        return None
    return seen.st_dev, seen.st_ino
