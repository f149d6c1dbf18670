"""Names of files as Windows takes them, in a run under the emulated start method ``windows``.

What is in no name there (``< > " | ? *``) is refused with Windows' own error; a colon (which names a stream of the file's, a
drive, or nothing) and the names of devices (``con``, ``aux``, ``com1``) are said to be unsure. For user code only.
"""

from __future__ import annotations

import os
import sys

from .limits import limited
from .windows_errors import NEVER
from .windows_views import Function, like, unsure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The null device is served (``windows_files.py``).
_DEVICES = frozenset(["con", "prn", "aux", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))])


def check_name(path: Any, mode: str) -> None:
    """Refuse to make a file, or a folder, of a name that Windows does not take. Raises OSError as it does there."""
    if "r" in mode and "+" not in mode:
        return  # what is only read is there, or is not
    if type(path) is bytes:
        path.decode("utf-8", "surrogatepass")  # as Windows takes a name of bytes
        return
    if not isinstance(path, (str, os.PathLike)) or type(name := os.fspath(path)) is not str:
        return
    parts = [part for part in name.split("/") if part]
    if any(NEVER & set(part) for part in parts):
        raise limited(OSError(22, "Invalid argument", name), "name", name, "", 2)
    for part in parts:
        if ":" in part:
            unsure(
                f"a file is called {part!r}", "and Windows does not take a colon for a part of a name", sys._getframe(2)
            )
        elif part.partition(".")[0].rstrip().lower() in _DEVICES or (
            part.lower()[:4] == "nul." or (part.lower() == "nul" and name.lower() != "nul")
        ):
            unsure(f"a file is called {part!r}", "which is a device on Windows", sys._getframe(2))


def _checking(name: str) -> Function:
    """A function of ``os`` that makes what its first argument names."""
    real = getattr(os, name)

    def function(path: Any, *args: Any, **kwargs: Any) -> Any:
        check_name(path, "w")
        return real(path, *args, **kwargs)

    return Function("os", name, function)


def _symlink(src: Any, dst: Any, *args: Any, **kwargs: Any) -> None:
    os.symlink(src, dst, *args, **kwargs)
    _linked(sys._getframe(2))


def _linked(frame: Any) -> None:
    unsure("it makes a symbolic link", "which Windows allows administrators and in developer mode only", frame)


CHANGED: dict[str, Any] = {
    **{name: _checking(name) for name in ("mkdir", "makedirs")},
    "symlink": Function("os", "symlink", _symlink),
}


def change_pathlib(pathlib: Any) -> None:
    """``Path.mkdir`` and what else of ``Path`` is otherwise there (Lib/pathlib.py; Lib/pathlib/__init__.py from 3.14)."""
    from . import windows_cases, windows_modes, windows_removal

    windows_removal.change_pathlib(pathlib)
    windows_cases.change_pathlib(pathlib)
    windows_modes.change_path(pathlib)
    if f"{__package__}.windows_paths" in sys.modules:
        from . import windows_paths

        if windows_paths.is_armed():
            windows_paths.change_pathlib(pathlib)
    _change_owners(pathlib)
    _change_classes(pathlib)
    real = pathlib.Path.mkdir

    def mkdir(self: Any, *args: Any, **kwargs: Any) -> None:
        from .windows import by_user

        if by_user(sys._getframe(1)):
            check_name(self, "w")
        real(self, *args, **kwargs)

    pathlib.Path.mkdir = like(mkdir, real)
    _change_links(pathlib)


def _change_links(pathlib: Any) -> None:
    real = pathlib.Path.symlink_to

    def symlink_to(self: Any, target: Any, target_is_directory: bool = False) -> None:
        from .windows import by_user

        real(self, target, target_is_directory)
        if by_user(sys._getframe(1)):
            _linked(sys._getframe(1))

    pathlib.Path.symlink_to = like(symlink_to, real)


def _change_owners(pathlib: Any) -> None:
    """``Path.owner`` and ``group``, which need ``pwd`` and ``grp``."""
    for name in ("owner", "group"):
        setattr(pathlib.Path, name, _owner_of(pathlib, name, getattr(pathlib.Path, name)))


def _owner_of(pathlib: Any, name: str, real: Any) -> Any:
    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        from .windows import by_user

        if by_user(sys._getframe(1)):
            error = _refusal(pathlib)(f"Path.{name}() is unsupported on this system")
            raise limited(error, "posix", f"Path.{name}()", "")
        return real(self, *args, **kwargs)

    return like(method, real)


def _refusal(pathlib: Any) -> Any:
    return getattr(pathlib, "UnsupportedOperation", NotImplementedError)  # 3.13


def _change_classes(pathlib: Any) -> None:
    """``PosixPath``, which cannot be made there, and ``WindowsPath``, which cannot be made here."""

    def posix(cls: Any, *args: Any, **kwargs: Any) -> Any:
        if cls is pathlib.PosixPath and _names_it(sys._getframe(1), "PosixPath"):
            error = _refusal(pathlib)("cannot instantiate 'PosixPath' on your system")
            raise limited(error, "posix", "pathlib.PosixPath", "")
        return _make(made_posix, cls, args, kwargs)

    def windows(cls: Any, *args: Any, **kwargs: Any) -> Any:
        if _names_it(sys._getframe(1), "WindowsPath"):
            unsure("it makes a WindowsPath", "which only Windows can", sys._getframe(1))
        return _make(made_windows, cls, args, kwargs)

    made_posix, made_windows = pathlib.PosixPath.__new__, pathlib.WindowsPath.__new__
    pathlib.PosixPath.__new__, pathlib.WindowsPath.__new__ = posix, windows


def _make(new: Any, cls: Any, args: Any, kwargs: Any) -> Any:
    return new(cls) if new is object.__new__ else new(cls, *args, **kwargs)


def _names_it(frame: Any, name: str) -> bool:
    """Whether user code calls the class by its name; pickle, in C, calls it for a frame that does not know of it."""
    from .windows import by_user

    return by_user(frame) and name in frame.f_code.co_names
