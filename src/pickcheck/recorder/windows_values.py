"""What has another value on Windows, as user code sees it, and what can be said of it here."""

from __future__ import annotations

import sys

from .later import Later
from .windows_files import ENCODING
from .windows_views import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from . import windows_pickle
else:
    windows_pickle = Later("windows_pickle")

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
    return "utf-8" if sys.flags.utf8_mode or sys.version_info >= (3, 15) else ENCODING


def changed(module: str) -> dict[str, Any]:
    """What has another value in this module: by name, the value there."""
    values = dict(_PLAIN.get(module, {}))
    for more in _MORE.get(module, ()):
        values.update(more.now())
    return values


# What is imported when user code has a view of the module made.
_MORE: dict[str, tuple[Later, ...]] = {
    "os": (
        *(Later(name).CHANGED for name in ("windows_removal", "windows_names")),
        *(Later(name).OF_OS for name in ("windows_calls", "windows_programs")),
    ),
    "signal": (Later("windows_calls").OF_SIGNAL,),
    "select": (Later("windows_sockets").OF_SELECT,),
    "selectors": (Later("windows_sockets").OF_SELECTORS,),
}
# Paths stay as they are (os.sep, os.path, os.devnull): what they name is on this machine.
_PLAIN: dict[str, dict[str, Any]] = {
    "sys": {"platform": "win32", "modules": Later("windows_modules").modules},
    "os": {"name": "nt", "linesep": "\r\n", "O_BINARY": 0, "O_TEXT": 0, "O_NOINHERIT": 0, "O_SEQUENTIAL": 0,
           "O_RANDOM": 0, "O_SHORT_LIVED": 0},
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
CHANGED = frozenset((*_MORE, *_PLAIN))
