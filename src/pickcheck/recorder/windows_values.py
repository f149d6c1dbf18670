"""What has another value on Windows, as user code sees it, and what can be said of it here."""

from __future__ import annotations

import builtins
import sys

from . import (
    windows_calls,
    windows_files,
    windows_modules,
    windows_names,
    windows_pickle,
    windows_programs,
    windows_removal,
    windows_sockets,
    windows_time,
)  # fmt: skip
from .windows_views import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_RELEASE, _VERSION, _PLATFORM = "10", "10.0.19045", "Windows-10-10.0.19045-SP0"


def _uname(platform: Any) -> Any:
    def uname() -> Any:
        return platform.uname()._replace(system="Windows", release=_RELEASE, version=_VERSION)

    return uname


def _policy(asyncio: Any) -> Any:
    return asyncio.DefaultEventLoopPolicy


def _importing(name: str) -> Any:
    def method(_module: Any) -> Any:
        from .windows import importer

        return getattr(importer, name)

    return lazy(method)


def _preferred(do_setlocale: bool = True) -> str:
    return "utf-8" if sys.flags.utf8_mode or sys.version_info >= (3, 15) else windows_files.ENCODING


# Paths stay as they are (os.sep, os.path, os.devnull): what they name is on this machine.
CHANGED: dict[str, dict[str, Any]] = {
    "sys": {"platform": "win32", "modules": windows_modules.modules},
    **windows_sockets.CHANGED,
    "os": {"name": "nt", "linesep": "\r\n", "O_BINARY": 0, "O_TEXT": 0, "O_NOINHERIT": 0, "O_SEQUENTIAL": 0,
           "O_RANDOM": 0, "O_SHORT_LIVED": 0, **windows_removal.CHANGED, **windows_names.CHANGED, **windows_calls.OF_OS, **windows_programs.OF_OS},
    "signal": windows_calls.OF_SIGNAL,
    "ctypes": {"c_long": lazy(lambda module: module.c_int), "c_ulong": lazy(lambda module: module.c_uint)},
    "locale": {"getpreferredencoding": _preferred, "getencoding": _preferred},
    "platform": {
        "system": lambda: "Windows", "release": lambda: _RELEASE, "version": lambda: _VERSION,
        "platform": lambda aliased=0, terse=0: _PLATFORM, "uname": lazy(_uname),
    },
    "sysconfig": {"get_platform": lambda: "win-amd64"},
    "asyncio": {"WindowsSelectorEventLoopPolicy": lazy(_policy), "WindowsProactorEventLoopPolicy": lazy(_policy)},
    "importlib": {"import_module": _importing("import_module"), "reload": _importing("reload")},
    "pickle": {
        "dump": lazy(windows_pickle.dump_of), "dumps": lazy(windows_pickle.dumps_of), "load": lazy(windows_pickle.load_of),
    },
    "importlib.util": {"find_spec": _importing("find_spec")},
}  # fmt: skip


def begin() -> None:
    """What is not seen through a view: the builtin name, and the streams' encoding where they are no console."""
    setattr(builtins, "WindowsError", OSError)  # noqa: B010 - only Windows has the name
    windows_files.begin()
    windows_time.begin()
    # From 3.15 it is UTF-8 everywhere.
    said = sys.flags.utf8_mode or "PYTHONIOENCODING" in _environment() or sys.version_info >= (3, 15)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            encoding = {} if said else {"encoding": windows_files.ENCODING}
            stream.reconfigure(**encoding, **({} if stream is sys.stdin else {"newline": "\r\n"}))


def _environment() -> Any:
    return sys.modules["os"].environ
