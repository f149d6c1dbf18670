"""Removing and renaming as user code meets it on Windows, in a run under the emulated start method ``windows``.

A file that is open, by whatever process of the run, can neither be removed nor renamed nor replaced there (Linux only:
elsewhere there is no ``/proc`` to tell what is open); and nothing is renamed to the name of something else that is there.
"""

from __future__ import annotations

import os
import sys

from . import windows_files
from .limits import limited
from .windows_views import Function, like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_THERE = "Cannot create a file when that file already exists"


def _refusing(name: str) -> Function:
    real = getattr(os, name)

    def function(*args: Any, **kwargs: Any) -> Any:
        for path in args[:2]:
            if isinstance(path, (str, os.PathLike)):
                _refuse(name, os.fspath(path), 3)
        if name == "rename" and len(args) > 1:
            refuse_existing(args[0], args[1], 3)
        return real(*args, **kwargs)

    return Function("os", name, function)


def _refuse(name: str, path: Any, depth: int) -> None:
    """Raise what Windows raises where a path cannot be removed or renamed by the function of this name."""
    from .windows_open import IN_USE, is_lived_in, is_open

    removes = name in ("remove", "unlink")
    if (is_open(path) and not (removes and windows_files.is_temporary(path))) or (not removes and is_lived_in(path)):
        raise limited(PermissionError(13, IN_USE, path), "open", path, "", depth)
    if removes:
        from .windows_modes import refuse_read_only

        refuse_read_only(path, depth + 1)


def _rmdir(path: Any, **kwargs: Any) -> None:
    from .windows_open import IN_USE, is_lived_in

    if isinstance(path, (str, os.PathLike)) and is_lived_in(os.fspath(path), True):
        raise limited(
            PermissionError(13, IN_USE, os.fspath(path)), "posix", "removing a folder that a process is in", "", 2
        )
    os.rmdir(path, **kwargs)


CHANGED = {
    **{name: _refusing(name) for name in ("remove", "unlink", "rename", "replace")},
    "rmdir": Function("os", "rmdir", _rmdir),
}


def refuse_existing(source: Any, target: Any, depth: int = 2) -> None:
    """Raise what ``os.rename`` raises there when the new name is that of something else already."""
    try:
        if os.path.lexists(target) and os.path.lexists(source) and not os.path.samefile(source, target):
            error = FileExistsError(17, _THERE, os.fspath(source), None, os.fspath(target))
            raise limited(error, "exists", os.fspath(target), "", depth)
    except FileExistsError:
        raise
    except (OSError, ValueError, TypeError):
        return


def change_pathlib(pathlib: Any) -> None:
    """``Path.unlink``, ``rename`` and ``replace`` call os' own functions, which no view hides."""
    for name in ("unlink", "rename", "replace", "rmdir"):
        setattr(pathlib.Path, name, _of_path(name, getattr(pathlib.Path, name)))


def _of_path(name: str, real: Any) -> Any:
    from .windows import by_user

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        if by_user(sys._getframe(1)):
            for path in (self, *args[: name in ("rename", "replace")]):
                _refuse("remove" if name == "unlink" else name, os.fspath(path), 2)
            if name == "rename":
                refuse_existing(self, next(iter((*args, *kwargs.values())), None), 1)
        return real(self, *args, **kwargs)

    return like(method, real)


def change_handlers(handlers: Any) -> None:
    """``logging.handlers``: a log that another process, or the same by another handler, has open cannot be renamed."""
    real = handlers.BaseRotatingHandler.rotate

    def rotate(self: Any, source: Any, dest: Any) -> None:
        from .windows_open import IN_USE, is_open

        if not callable(self.rotator) and is_open(source):
            raise limited(PermissionError(13, IN_USE, source), "open", source, "")
        real(self, source, dest)

    handlers.BaseRotatingHandler.rotate = like(rotate, real)
