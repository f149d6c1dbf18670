"""What has another value on Windows, as user code sees it, and what can be said of it here."""

from __future__ import annotations

import sys

from .later import Later
from .windows_files import ENCODING
from .windows_views import lazy, once

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


def _path(os: Any) -> Any:
    from .windows import _views, view_of

    # Asked for so often that it is kept as it is from now on.
    view = _views["os"].changed["path"] = view_of(os.path)
    return view


_OF_MODES = ("stat", "lstat", "fstat", "access", "read", "write", "getlogin", "fsencode", "fsdecode")
_OF_TIME = ("localtime", "gmtime", "ctime", "mktime")
_OF_SUBPROCESS = (
    *(
        "CREATE_NEW_CONSOLE",
        "CREATE_NEW_PROCESS_GROUP",
        "CREATE_NO_WINDOW",
        "DETACHED_PROCESS",
        "CREATE_DEFAULT_ERROR_MODE",
    ),
    *("CREATE_BREAKAWAY_FROM_JOB", "ABOVE_NORMAL_PRIORITY_CLASS", "BELOW_NORMAL_PRIORITY_CLASS", "HIGH_PRIORITY_CLASS"),
    *("IDLE_PRIORITY_CLASS", "NORMAL_PRIORITY_CLASS", "REALTIME_PRIORITY_CLASS"),
)

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
    "sys": {
        "platform": "win32", "modules": Later("windows_modules").modules, "thread_info": once("windows_only", "thread_info"),
        "getwindowsversion": once("windows_only", "getwindowsversion"),
    },
    "os": {"name": "nt", "linesep": "\r\n", "O_BINARY": 0, "O_TEXT": 0, "O_NOINHERIT": 0, "O_SEQUENTIAL": 0,
           "O_RANDOM": 0, "O_SHORT_LIVED": 0,
           "environ": once("windows_environ", "environ"), "getenv": once("windows_environ", "getenv"),
           "startfile": once("windows_only", "startfile"),
           **{name: once("windows_modes", f"CHANGED.{name}") for name in _OF_MODES}, "path": lazy(_path)},
    "posixpath": {name: once("windows_cases", f"CHANGED.{name}") for name in ("exists", "isfile", "isdir", "isabs")},
    "signal": {"Signals": once("windows_signals", "signals", call=True)},
    "time": {name: once("windows_time", f"CHANGED.{name}") for name in _OF_TIME},
    "subprocess": {name: once("windows_only", f"FLAGS.{name}") for name in _OF_SUBPROCESS},
    "ctypes": {"sizeof": once("windows_longs", "size_of", call=True), "c_long": lazy(lambda module: module.c_int), "c_ulong": lazy(lambda module: module.c_uint)},
    "locale": {"getpreferredencoding": _preferred, "getencoding": _preferred,
               "setlocale": once("windows_modes", "setlocale")},
    "platform": {
        "system": lambda: "Windows", "release": lambda: _RELEASE, "version": lambda: _VERSION,
        "platform": lambda aliased=0, terse=0: _PLATFORM, "uname": lazy(_uname),
    },
    "sysconfig": {"get_platform": lambda: "win-amd64", "get_path": once("windows_modes", "get_path")},
    "asyncio": {"WindowsSelectorEventLoopPolicy": lazy(_policy), "WindowsProactorEventLoopPolicy": lazy(_policy),
                "ProactorEventLoop": once("windows_only", "proactor", call=True), "get_child_watcher": once("windows_only", "watcher", call=True)},
    "venv": {"create": once("windows_modes", "create_venv")},
    "importlib": {"import_module": _importing("import_module"), "reload": _importing("reload")},
    "pickle": {
        "loads": lazy(windows_pickle.loads_of), "dump": lazy(windows_pickle.dump_of), "dumps": lazy(windows_pickle.dumps_of), "load": lazy(windows_pickle.load_of),
    },
    "importlib.util": {"find_spec": _importing("find_spec")},
}  # fmt: skip
CHANGED = frozenset((*_MORE, *_PLAIN))
