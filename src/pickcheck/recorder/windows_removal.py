"""Removing and renaming as user code meets it on Windows, in a run under the emulated start method ``windows``.

A file that is open, by whatever process of the run, can neither be removed nor renamed nor replaced there. Linux only:
elsewhere there is no ``/proc`` to tell what is open.
"""

from __future__ import annotations

import os
import sys

from .limits import limited
from .windows_views import Function, lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TEXT = "The process cannot access the file because it is being used by another process"


def _refusing(name: str) -> lazy:
    real = getattr(os, name)

    def function(*args: Any, **kwargs: Any) -> Any:
        for path in args[:2]:
            if isinstance(path, (str, os.PathLike)) and _is_open(os.fspath(path)):
                raise limited(PermissionError(13, _TEXT, os.fspath(path)), "open", os.fspath(path), "", 2)
        return real(*args, **kwargs)

    made = Function("os", name, function)
    return lazy(lambda _module: made)


CHANGED = {name: _refusing(name) for name in ("remove", "unlink", "rename", "replace")}


def _is_open(path: Any) -> bool:
    """Whether a process of this run has the file open: those of this session, which the launcher has made."""
    try:
        wanted = os.stat(path)
        if not os.path.isfile(path):
            return False
        return any(_has_open(process, wanted) for process in _processes())
    except (OSError, ValueError):
        return False


def _processes() -> list[str]:
    if sys.platform == "win32":
        return []
    mine = os.getsid(0)
    found = []
    for process in os.listdir("/proc"):
        try:
            if process.isdigit() and os.getsid(int(process)) == mine:
                found.append(process)
        except OSError:
            continue  # it has ended meanwhile
    return found


def _has_open(process: str, wanted: os.stat_result) -> bool:
    folder = f"/proc/{process}/fd"
    try:
        names = os.listdir(folder)
    except OSError:
        return False
    return any(_is_same(os.path.join(folder, name), wanted) for name in names)


def _is_same(descriptor: str, wanted: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.stat(descriptor), wanted)
    except OSError:
        return False
