"""Begin to record in this process: what sitecustomize calls before any code of the user's runs.

The standard library's modules are guarded when the script imports them: importing one here could cure the very
fault that is looked for. So a finder stands first on ``sys.meta_path`` and does nothing but that.
"""

from __future__ import annotations

import atexit
import os
import sys

from .places import claim
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The modules with rows in patches.PATCHES, and multiprocessing.context, which holds the default start method.
# Named here so that a script without any of them never loads the table; a test holds both lists together.
WATCHED = frozenset(
    [
        "threading",
        "unittest.mock",
        "multiprocessing.context",
        "multiprocessing.reduction",
        "multiprocessing.queues",
        "multiprocessing.connection",
        "multiprocessing.process",
        "multiprocessing.synchronize",
        "multiprocessing.spawn",
        "multiprocessing.forkserver",
        "multiprocessing.util",
        "multiprocessing.popen_fork",
        "multiprocessing.popen_spawn_posix",
        "multiprocessing.popen_forkserver",
        "multiprocessing.popen_spawn_win32",
        "multiprocessing.pool",
        "multiprocessing.managers",
        "concurrent.futures.process",
        "concurrent.futures._base",
    ]
)
_INTERPRETERS = (
    ("concurrent.interpreters", "concurrent.interpreters._queues", "concurrent.futures.thread")
    if sys.version_info >= (3, 14)
    else ()
)
MULTIPROCESS = (
    *("reduction", "queues", "connection", "context", "process", "spawn", "forkserver", "util", "pool", "managers"),
    *("popen_fork", "popen_spawn_posix", "popen_forkserver"),
)
# The same for the engines, whose hooks are in engines.py: a script without any of them never loads that.
ENGINES = frozenset(
    f"{package}.{module}"
    for package in ("loky", "joblib.externals.loky")
    for module in (
        "process_executor",
        "backend.reduction",
        "backend.popen_loky_posix",
        "backend.fork_exec",
        "backend.utils",
    )
) | frozenset(
    [
        "distributed.protocol.pickle",
        "distributed.client",
        "distributed.actor",
        "joblib.parallel",
        "joblib.pool",
        *_INTERPRETERS,
        *(f"multiprocess.{n}" for n in MULTIPROCESS),
    ]
)
_NAMES = WATCHED | ENGINES


def start(control: str, settings: dict[str, Any], bundle: Any) -> None:
    """Record into the control folder; ``settings`` are the launcher's (``launch/settings.py``).

    ``bundle`` finds the recorder's own modules; None where they are imported from their sources.
    """
    session.begin(control, settings, bundle)
    session.environ = dict(os.environ._data)  # type: ignore[attr-defined]
    if settings["script"]:
        claim(settings["script"])
    windows = settings.get("windows") is not None
    session.journal.write("started_python", argv=sys.orig_argv[:4], executable=sys.executable, windows=windows)
    sys.meta_path.insert(0, _Finder())
    if windows and settings["windows"]["emulate"]:
        _emulate_windows(settings["windows"])
    for name in (WATCHED | ENGINES) & sys.modules.keys():
        _watch(sys.modules[name])
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=session.after_fork)
    atexit.register(_end)


def stop() -> None:
    """Record no more, and leave the standard library as it was."""
    from .guard import uninstall

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder) is not _Finder]
    uninstall()
    sockets = sys.modules.get(f"{__package__}.sockets")
    if sockets is not None:
        sockets.uninstall()
    atexit.unregister(_end)


def _emulate_windows(table: dict[str, Any]) -> None:
    from . import windows, windows_processes

    session.changes = windows_processes
    windows.begin(table)
    for name in windows_processes.CHANGES.keys() & sys.modules.keys():
        windows_processes.change(sys.modules[name])


def _watch(module: Any) -> None:
    try:
        from . import patches

        if module.__name__ in ENGINES:
            from . import engines

            patches.install(module, engines.PATCHES)
        elif module.__name__ in patches.PATCHES:
            patches.install(module)
        if module.__name__ in ("multiprocessing.context", "multiprocess.context"):
            from .stacks import answer

            patches.set_default_method(module)
            if session.settings.get("stacks") is not False:
                session.journal.write("answers", possible=answer(session.settings.get("stacks")))
        if session.changes is not None:
            session.changes.change(module)
    except Exception as error:
        session.trouble(f"watch {module.__name__}", error)


class _Finder:
    """Finds the watched modules as the others on ``sys.meta_path`` do, and has them guarded once they are loaded."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name not in _NAMES and (session.changes is None or name not in session.changes.CHANGES):
            ours = name.startswith("_pickcheck.") and session.bundle is not None
            return session.bundle.find_spec(name) if ours else None
        for finder in sys.meta_path:
            spec: Any = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                if type(spec) is _ModuleSpec:
                    spec.__class__ = _WatchedSpec
                return spec
        return None


_ModuleSpec: Any = type(sys.__spec__)


class _WatchedSpec(_ModuleSpec):  # type: ignore[misc]
    """A module's spec that hears when the module has been loaded, and then is an ordinary one again.

    ``importlib._bootstrap._load_unlocked`` sets ``spec._initializing`` to False at its end (CPython 3.10 to 3.14). A
    loader of ours around the module's own would do as well, but its frame would stand in the traceback of an import
    that fails.
    """

    @property
    def _initializing(self) -> bool:
        return bool(self.__dict__.get("_initializing", False))

    @_initializing.setter
    def _initializing(self, value: bool) -> None:
        self.__dict__["_initializing"] = value
        if not value:
            self.__class__ = _ModuleSpec
            module = sys.modules.get(self.name)
            if module is not None:
                _watch(module)


_WatchedSpec.__name__ = _WatchedSpec.__qualname__ = "ModuleSpec"


def _end() -> None:
    """At the interpreter's own end: the last totals, and what ended the script."""
    session.traffic.flush()
    if session.changes is not None:
        session.changes.let_go()
    if session.child:
        return
    if session.hashes is not None:
        from .hash_watch import ended

        ended()
    error = getattr(sys, "last_exc", None) or getattr(sys, "last_value", None)
    if isinstance(error, BaseException):
        from .exceptions import uncaught

        session.journal.write("uncaught", **uncaught(error))
    session.journal.write("end", status=None)


@quiet
def leave_exit(_token: None, value: None) -> None:
    """``util._exit_function``, which joins the feeder threads: in a forked child of 3.13 and newer it comes last."""
    session.traffic.flush()
    if session.changes is not None:
        session.changes.let_go()
