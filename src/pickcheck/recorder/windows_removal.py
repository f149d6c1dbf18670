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

_TEXT = "The process cannot access the file because it is being used by another process"


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
    removes = name in ("remove", "unlink")
    if (_is_open(path) and not (removes and windows_files.is_temporary(path))) or (not removes and _is_lived_in(path)):
        raise limited(PermissionError(13, _TEXT, path), "open", path, "", depth)
    if removes:
        from .windows_modes import refuse_read_only

        refuse_read_only(path, depth + 1)


def _rmdir(path: Any, **kwargs: Any) -> None:
    if isinstance(path, (str, os.PathLike)) and _is_lived_in(os.fspath(path), True):
        raise limited(
            PermissionError(13, _TEXT, os.fspath(path)), "posix", "removing a folder that a process is in", "", 2
        )
    os.rmdir(path, **kwargs)


CHANGED = {
    **{name: _refusing(name) for name in ("remove", "unlink", "rename", "replace")},
    "rmdir": Function("os", "rmdir", _rmdir),
}


def _is_lived_in(path: Any, only_it: bool = False) -> bool:
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


# ---------------------------------------------------------------- what is there already

_THERE = "Cannot create a file when that file already exists"


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


def _open_below(folder: Any) -> str | None:
    """A file below a folder that a process of the run has open."""
    mine = _opened()
    for root, _folders, files in os.walk(folder):
        for name in files:
            path: str = os.path.join(root, name)
            if _identity(path) in mine:
                return path
    return None


def _opened() -> set[Any]:
    """What the processes of the run have open, by device and number."""
    found: set[Any] = set()
    for process in _processes():
        folder = f"/proc/{process}/fd"
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        found.update(_identity(os.path.join(folder, name)) for name in names)
    return found - {None}


def _identity(path: str) -> tuple[int, int] | None:
    try:
        seen = os.stat(path)
    except OSError:
        return None
    return seen.st_dev, seen.st_ino


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


def change_shutil(shutil: Any) -> None:
    """``rmtree``, which meets the first open file; ``tempfile.TemporaryDirectory`` ends with it."""
    real = shutil.rmtree

    def rmtree(path: Any, *args: Any, **kwargs: Any) -> None:
        caller = sys._getframe(1)
        if not _swallowed(caller, args, kwargs):
            _refuse_tree(path)
        real(path, *args, **kwargs)

    like(rmtree, real)
    rmtree.avoids_symlink_attacks = getattr(real, "avoids_symlink_attacks", False)  # type: ignore[attr-defined]
    shutil.rmtree = rmtree
    _change_chown(shutil)


def _change_chown(shutil: Any) -> None:
    """``chown``: there is neither ``pwd`` nor ``grp``, nor ``os.chown``."""
    from .windows import by_user

    real = shutil.chown

    def chown(path: Any, user: Any = None, group: Any = None, **kwargs: Any) -> None:
        if by_user(sys._getframe(1)):
            named = next(
                (
                    f"no such {kind}: {one!r}"
                    for kind, one in (("user", user), ("group", group))
                    if isinstance(one, str)
                ),
                None,
            )
            error: Exception = AttributeError("module 'os' has no attribute 'chown'", name="chown", obj=os)
            raise limited(LookupError(named) if named else error, "posix", "shutil.chown()", "")
        real(path, user, group, **kwargs)

    shutil.chown = like(chown, real)


def _refuse_tree(path: Any) -> None:
    """Raise for the first that is open below a folder, may not be written, or is where a process works."""
    from .windows_modes import read_only_below

    found = _open_below(path)
    if found is not None:
        raise limited(PermissionError(13, _TEXT, found), "open", found, "", 2)
    tempfile = os.path.basename(sys._getframe(2).f_code.co_filename) == "tempfile.py"
    found = None if tempfile else read_only_below(path)  # a TemporaryDirectory makes them writable
    if found is not None:
        raise limited(
            PermissionError(13, "Access is denied", found), "posix", "removing a file that may not be written", "", 2
        )
    if _is_lived_in(path):
        if tempfile and not _ends(sys._getframe(2).f_code):
            raise limited(
                RecursionError("maximum recursion depth exceeded"),
                "posix",
                "removing a folder that a process is in",
                "",
                2,
            )
        raise limited(
            PermissionError(13, _TEXT, os.fspath(path)), "posix", "removing a folder that a process is in", "", 2
        )


def _ends(code: Any) -> bool:
    """Whether ``TemporaryDirectory`` gives up where a folder cannot be removed: older versions try again without end."""
    return "repeated" in (*code.co_varnames, *code.co_freevars)


def change_handlers(handlers: Any) -> None:
    """``logging.handlers``: a log that another process, or the same by another handler, has open cannot be renamed."""
    real = handlers.BaseRotatingHandler.rotate

    def rotate(self: Any, source: Any, dest: Any) -> None:
        if not callable(self.rotator) and _is_open(source):
            raise limited(PermissionError(13, _TEXT, source), "open", source, "")
        real(self, source, dest)

    handlers.BaseRotatingHandler.rotate = like(rotate, real)


def _swallowed(frame: Any, args: Any, kwargs: Any) -> bool:
    """Whether nobody is told of what cannot be removed, or it is not removed for user code."""
    if not _for_user(frame):
        return True
    if os.path.basename(frame.f_code.co_filename) == "tempfile.py":
        return bool(frame.f_locals.get("ignore_errors"))  # TemporaryDirectory._rmtree
    return bool(args) or not kwargs.keys().isdisjoint(("ignore_errors", "onerror", "onexc"))


def _for_user(frame: Any) -> bool:
    from .windows import by_user

    while frame is not None and os.path.basename(frame.f_code.co_filename) in ("tempfile.py", "weakref.py"):
        frame = frame.f_back
    return by_user(frame)
