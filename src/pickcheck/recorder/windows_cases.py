"""Names of files that differ in case alone: on Windows they are one. For user code, which is told of or served the other one."""

from __future__ import annotations

import os
import sys

from .windows_views import Function, like, unsure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TWO = "and Windows takes two names that differ in case for one"
_MOST = 10_000
_made: dict[str, str] = {}


def spelled(path: Any) -> str | None:
    """The name of a file that is there, but for the case of some letters; None where there is none."""
    if not isinstance(path, (str, os.PathLike)) or type(name := os.fspath(path)) is not str or os.path.lexists(name):
        return None
    folder, base = os.path.split(name)
    try:
        if folder and not os.path.isdir(folder):
            folder = spelled(folder) or ""
            if not folder:
                return None
        if not base:
            return folder
        wanted = base.lower()
        found = next((one for one in os.listdir(folder or ".") if one.lower() == wanted), None)
    except OSError:
        return None
    return None if found is None else os.path.join(folder, found)


def missed(path: Any, frame: Any) -> None:
    """User code did not find a file: say so where Windows would have."""
    if spelled(path) is not None:
        unsure(f"it asks for {os.path.basename(os.fspath(path))!r}, which is there in another case", _TWO, frame)


def created(path: Any, frame: Any) -> None:
    """User code makes a file: say so where it has made another by that name. Whole folders are not looked through."""
    if not isinstance(path, (str, os.PathLike)) or type(name := os.fspath(path)) is not str:
        return
    name = os.path.abspath(name)
    other = _made.setdefault(name.lower(), name) if len(_made) < _MOST else name
    if other != name and os.path.lexists(other):
        unsure(f"it makes {os.path.basename(name)!r} and {os.path.basename(other)!r}", _TWO, frame)


def _asking(name: str) -> Function:
    real = getattr(os.path, name)

    def function(path: Any) -> Any:
        found = real(path)
        if not found:
            missed(path, sys._getframe(2))
        return found

    return Function("posixpath", name, function)


def _isabs(path: Any) -> bool:
    here: bool = os.path.isabs(path)
    frame = sys._getframe(2)
    if here and sys.version_info >= (3, 13) and path in frame.f_code.co_consts:
        unsure(f"it asks whether {path} is absolute", "which Windows denies without a drive", frame)
    return here


CHANGED: dict[str, Any] = {
    **{name: _asking(name) for name in ("exists", "isfile", "isdir")},
    "isabs": Function("posixpath", "isabs", _isabs),
}


def change_fnmatch(fnmatch: Any) -> None:
    """``fnmatch`` and ``filter``, which put names into lower case there (Lib/ntpath.py, ``normcase``)."""
    from .windows import by_user

    real_match, real_filter = fnmatch.fnmatch, fnmatch.filter

    def match(name: Any, pat: Any) -> bool:
        if by_user(sys._getframe(1)) and type(name) is str and type(pat) is str:
            return bool(fnmatch.fnmatchcase(_plain(name), _plain(pat)))
        return bool(real_match(name, pat))

    def filtered(names: Any, pat: Any) -> Any:
        if by_user(sys._getframe(1)) and type(pat) is str:
            return [name for name in names if fnmatch.fnmatchcase(_plain(os.fspath(name)), _plain(pat))]
        return real_filter(names, pat)

    fnmatch.fnmatch, fnmatch.filter = like(match, real_match), like(filtered, real_filter)


def _plain(name: Any) -> Any:
    return name.replace("\\", "/").lower() if type(name) is str else name


def change_pathlib(pathlib: Any) -> None:
    """``Path.exists`` and its like; two paths that differ in case alone are equal there."""
    from .windows import by_user

    def asking(real: Any) -> Any:
        def method(self: Any, *args: Any, **kwargs: Any) -> Any:
            found = real(self, *args, **kwargs)
            if not found and by_user(sys._getframe(1)):
                missed(self, sys._getframe(1))
            return found

        return like(method, real)

    for name in ("exists", "is_file", "is_dir"):
        setattr(pathlib.Path, name, asking(getattr(pathlib.Path, name)))
    real = pathlib.PurePath.__eq__

    def equal(self: Any, other: Any) -> Any:
        same = real(self, other)
        alike = same is False and type(self) is type(other) and type(self).__name__ == "PosixPath"
        if alike and str(self).lower() == str(other).lower() and by_user(sys._getframe(1)):
            unsure("it compares paths that differ in case", "which are equal on Windows", sys._getframe(1))
        return same

    pathlib.PurePath.__eq__ = like(equal, real)
