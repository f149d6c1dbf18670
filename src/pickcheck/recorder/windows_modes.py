"""What a file's mode says on Windows, and what else of ``os`` is otherwise there; for user code only.

There a mode tells whether a file may be written, and nothing else (Modules/posixmodule.c, ``attributes_to_mode``; Python/fileutils.c); a
file that may not be written cannot be removed either.
"""

from __future__ import annotations

import os
import stat
import sys

from .limits import limited
from .windows_views import Function, like, unsure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PROGRAMS = (".exe", ".bat", ".cmd", ".com")
_LACKING = ("st_blocks", "st_blksize", "st_rdev", "st_flags")
_TIMES = ("st_atime", "st_mtime", "st_ctime", "st_atime_ns", "st_mtime_ns", "st_ctime_ns")


def there(found: os.stat_result, path: Any, frame: Any) -> os.stat_result:
    """A file's facts, with the mode and the owner that Windows tells."""
    lacking = next((name for name in _LACKING if name in frame.f_code.co_names), None)
    if lacking is not None:
        unsure(f"it asks for {lacking}", "which Windows has not", frame)
    kind, mode = stat.S_IFMT(found.st_mode), 0o666 if found.st_mode & 0o200 else 0o444
    if kind == stat.S_IFDIR:
        mode = 0o777
    elif isinstance(path, (str, os.PathLike)) and os.fspath(path).lower().endswith(_PROGRAMS):
        mode |= 0o111
    elif kind != stat.S_IFREG:
        return found
    values = (kind | mode, *found[1:4], 0, 0, *found[6:])
    names = {name: getattr(found, name) for name in (*_TIMES, "st_blocks", "st_blksize", "st_rdev")}
    return os.stat_result(values, names)


def _asking(name: str) -> Function:
    real = getattr(os, name)

    def function(path: Any, *args: Any, **kwargs: Any) -> Any:
        return there(real(path, *args, **kwargs), path, sys._getframe(2))

    return Function("os", name, function)


def _access(path: Any, mode: int, **kwargs: Any) -> bool:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return False
    return not mode & os.W_OK or stat.S_ISDIR(found.st_mode) or bool(found.st_mode & 0o200)


def _of_descriptor(name: str) -> Function:
    real = getattr(os, name)

    def function(fd: Any, *args: Any) -> Any:
        if type(fd) is int and fd > 2 and _is_socket(fd):
            raise limited(OSError(9, "Bad file descriptor"), "posix", f"os.{name}() of a socket", "", 2)
        return real(fd, *args)

    return Function("os", name, function)


def _is_socket(fd: int) -> bool:
    try:
        return stat.S_ISSOCK(os.fstat(fd).st_mode)
    except OSError:
        return False


def _getlogin() -> str:
    for name in ("LOGNAME", "USER"):
        if os.environ.get(name):
            return os.environ[name]
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name


def _fsencode(filename: Any) -> bytes:
    return (
        os.fspath(filename).encode("utf-8", "surrogatepass") if isinstance(filename, (str, os.PathLike)) else filename
    )


def _fsdecode(filename: Any) -> str:
    name = os.fspath(filename)
    return name.decode("utf-8", "surrogatepass") if isinstance(name, bytes) else name


_READ_ONLY = "Access is denied"


def refuse_read_only(path: Any, depth: int = 2) -> None:
    """Raise what removing a file raises there that may not be written."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError, TypeError):
        return
    if stat.S_ISREG(found.st_mode) and not found.st_mode & 0o200:
        error = PermissionError(13, _READ_ONLY, os.fspath(path))
        raise limited(error, "posix", "removing a file that may not be written", "", depth)


def read_only_below(folder: Any) -> str | None:
    """A file below a folder that may not be written."""
    for root, _folders, files in os.walk(folder):
        for name in files:
            path: str = os.path.join(root, name)
            found = os.lstat(path)
            if stat.S_ISREG(found.st_mode) and not found.st_mode & 0o200:
                return path
    return None


def change_path(pathlib: Any) -> None:
    """``Path.stat`` and ``lstat``, which call os' own functions."""
    from .windows import by_user

    def of(name: str, real: Any) -> Any:
        def method(self: Any, **kwargs: Any) -> Any:
            found = real(self, **kwargs)
            frame = sys._getframe(1)
            return there(found, self, frame) if by_user(frame) else found

        return like(method, real)

    for name in ("stat", "lstat"):
        setattr(pathlib.Path, name, of(name, getattr(pathlib.Path, name)))


CHANGED: dict[str, Any] = {
    **{name: _asking(name) for name in ("stat", "lstat", "fstat")},
    **{name: _of_descriptor(name) for name in ("read", "write")},
    "access": Function("os", "access", _access),
    "getlogin": Function("os", "getlogin", _getlogin),
    "fsencode": Function("os", "fsencode", _fsencode),
    "fsdecode": Function("os", "fsdecode", _fsdecode),
}


# ---------------------------------------------------------------- what else is named otherwise there


def _setlocale(category: int, name: Any = None) -> str:
    import locale

    if name not in (None, "", "C"):
        unsure(f"locale.setlocale of {name!r}", "which Windows may call otherwise", sys._getframe(2))
    return locale.setlocale(category, name)


def _get_path(name: str, *args: Any, **kwargs: Any) -> Any:
    import sysconfig

    if name == "scripts":
        unsure("sysconfig.get_path('scripts')", "which is the folder Scripts there", sys._getframe(2))
    return sysconfig.get_path(name, *args, **kwargs)


def _create_venv(*args: Any, **kwargs: Any) -> None:
    import venv

    unsure("it makes an environment with venv", "whose programs are in the folder Scripts there", sys._getframe(2))
    venv.create(*args, **kwargs)


create_venv = Function("venv", "create", _create_venv)
setlocale = Function("locale", "setlocale", _setlocale)
get_path = Function("sysconfig", "get_path", _get_path)
