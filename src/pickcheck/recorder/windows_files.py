"""Files as user code meets them on Windows, in a run under the emulated start method ``windows``.

Text is read and written as cp1252 where no encoding is named (up to 3.14), and its lines end with \\r\\n in the file; a file made
by tempfile that is deleted when it is closed cannot be opened a second time until then; shared memory that nobody holds any
more is gone.
"""

from __future__ import annotations

import builtins
import io
import os
import stat
import sys

from .later import Later
from .session import quiet, session
from .windows_views import like, unsure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from . import limits, windows_names
else:
    limits, windows_names = Later("limits"), Later("windows_names")

ENCODING = "cp1252"
_open = builtins.open
_LOCKED = "locked"
_STDLIB = os.path.dirname(os.__file__) + os.sep
# What opens files for others: a frame of these stands between the user's and open().
_OPENERS = (
    "<frozen os>",
    *(
        _STDLIB + name
        for name in ("pathlib", "tempfile.py", "os.py", "configparser.py", "fileinput.py", "logging" + os.sep)
    ),
)
_OF_UNIX = ("/dev/", "/proc/", "/etc/", "/sys/")
_WRITES = frozenset("wax")


def begin() -> None:
    """Open files for everybody by an object of ours; it changes something for user code alone."""
    os.makedirs(_folder(), exist_ok=True)
    builtins.open = io.open = _Open()


class _Open:
    """As ``open``; without an encoding, and called by user code, in that of Windows."""

    __name__ = __qualname__ = "open"
    __module__ = "io"
    __doc__ = _open.__doc__

    # An object, not a function: kept in a class, open must not become a method.
    def __call__(
        self, file: Any, mode: Any = "r", buffering: Any = -1, encoding: Any = None, errors: Any = None,
        newline: Any = None, closefd: Any = True, opener: Any = None,
    ) -> Any:  # fmt: skip
        if type(file) is str and _is_locked(file):
            raise limits.limited(PermissionError(13, "Permission denied", file), "locked", file, "")
        if type(mode) is str and _for_user(frame := sys._getframe(1)):
            windows_names.check_name(file, mode)
            file = _found(file, mode, frame) if opener is None else file
            if "b" not in mode:
                encoding = _encoding_of(encoding)
                # One that is also read keeps its lines as they are: reading has to put both kinds of ends right.
                newline = "\r\n" if newline is None and "+" not in mode and _WRITES & set(mode) else newline
        return _open(file, mode, buffering, encoding, errors, newline, closefd, opener)

    def __reduce__(self) -> str:
        return "open"  # by its name in io, as the builtin is pickled


def _found(file: Any, mode: str, frame: Any) -> Any:
    """The file that Windows opens by a name: the null device, and one whose name has another case."""
    if type(file) is not str and not isinstance(file, os.PathLike):
        return file
    name = os.fspath(file)
    if type(name) is not str:
        return file
    if name.lower() == "nul":
        return os.devnull
    if name.startswith(_OF_UNIX) and (name != os.devnull or name in frame.f_code.co_consts):
        unsure(f"it opens {name}", "which is a file of Unix", frame)
    try:
        there = os.stat(name)
    except (OSError, ValueError):
        from . import windows_cases

        if "r" in mode:
            return windows_cases.spelled(name) or file
        windows_cases.created(name, frame)
        return file
    if stat.S_ISDIR(there.st_mode):
        raise PermissionError(13, "Permission denied", name)
    if not there.st_mode & 0o200 and ("r" not in mode or "+" in mode):
        raise PermissionError(13, "Permission denied", name)
    return file


def _encoding_of(encoding: Any) -> Any:
    """The encoding that text has there; from 3.15 it is UTF-8 everywhere."""
    if encoding not in (None, "locale") or sys.flags.utf8_mode or sys.version_info >= (3, 15):
        return encoding
    return ENCODING


def _for_user(frame: Any) -> bool:
    """Whether user code opens the file, by itself or by what opens files in the standard library."""
    from .windows import by_user

    while frame is not None and frame.f_code.co_filename.startswith(_OPENERS):
        frame = frame.f_back
    return by_user(frame)


# ---------------------------------------------------------------- files that are deleted when they are closed


def change_tempfile(tempfile: Any) -> None:
    """``NamedTemporaryFile``: while such a file is open, its name is among the locked ones, for every process."""
    real = tempfile.NamedTemporaryFile

    def named(*args: Any, **kwargs: Any) -> Any:
        file = real(*args, **kwargs)
        deletes = kwargs.get("delete", args[7] if len(args) > 7 else True)
        if deletes and kwargs.get("delete_on_close", True):
            _lock(file.name)
        return file

    tempfile.NamedTemporaryFile = like(named, real)
    _change_nameless(tempfile)


def _change_nameless(tempfile: Any) -> None:
    """``TemporaryFile``, which there is ``NamedTemporaryFile`` (Lib/tempfile.py)."""
    from .windows import by_user

    real = tempfile.TemporaryFile

    def nameless(*args: Any, **kwargs: Any) -> Any:
        return (tempfile.NamedTemporaryFile if by_user(sys._getframe(1)) else real)(*args, **kwargs)

    tempfile.TemporaryFile = like(nameless, real)


def is_temporary(name: Any) -> bool:
    """Whether it is an open file of tempfile's that is deleted when it is closed: it may be removed before."""
    return type(name) is str and _is_locked(name)


def _folder() -> str:
    return os.path.join(session.control, _LOCKED)


def _mark(name: str) -> str:
    return os.path.join(_folder(), os.path.abspath(name).replace(os.sep, "@"))


@quiet
def _lock(name: Any) -> None:
    if type(name) is not str:
        return
    # Closing the file deletes it, so nothing has to take the mark away: it counts while there is such a file.
    os.close(os.open(_mark(name), os.O_WRONLY | os.O_CREAT, 0o600))


def _is_locked(name: str) -> bool:
    try:
        return os.path.exists(name) and os.path.exists(_mark(name))
    except (OSError, ValueError):
        return False


# ---------------------------------------------------------------- shared memory


def change_shared_memory(module: Any) -> None:
    """``SharedMemory``: a block lives as long as a process has it mapped, whoever made it; unlink() does nothing."""
    real = module.SharedMemory.__init__

    def init(self: Any, name: Any = None, create: Any = False, size: Any = 0, **options: Any) -> None:
        if not create and type(name) is str and os.path.isdir("/proc/self") and not _is_mapped(name):
            error = FileNotFoundError(2, "The system cannot find the file specified", name)
            raise limits.limited(error, "gone", name, "")
        real(self, name, create, size, **options)

    module.SharedMemory.__init__ = like(init, real)


def _is_mapped(name: str) -> bool:
    """Whether any process has the block mapped that this name opens, or there is no such block (let it be refused)."""
    path = "/dev/shm/" + name.lstrip("/")  # noqa: S108 - where Linux has them
    if not os.path.exists(path):
        return True
    return any(_maps(process, path) for process in os.listdir("/proc") if process.isdigit())


def _maps(process: str, path: str) -> bool:
    try:
        with _open(f"/proc/{process}/maps", encoding="utf-8", errors="replace") as file:
            return any(line.rstrip().endswith(path) for line in file)
    except OSError:
        return False
