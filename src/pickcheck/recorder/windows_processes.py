"""multiprocessing and concurrent.futures as they are on Windows, in a run under the emulated start method ``windows``.

CPython 3.10 to 3.14. What is told apart on Windows: there is spawn only (Lib/multiprocessing/context.py); the child is
started before its process object is pickled (popen_spawn_win32.py); locks live as long as somebody has a handle to
them (synchronize.py); one call waits for at most 63 handles, before 3.13 (connection.py); an executor has at most 61
workers (concurrent/futures/process.py); there is no database of time zones (zoneinfo).
"""

from __future__ import annotations

import os
import sys

from .later import Later
from .session import quiet, session
from .windows_views import like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from . import (
        limits,
        windows_calls,
        windows_decoys,
        windows_files,
        windows_loops,
        windows_modules,
        windows_names,
        windows_picklers,
        windows_programs,
        windows_removal,
        windows_shutil,
        windows_sockets,
    )
else:
    # Each is imported when one of its own is called first: most processes touch little of what differs.
    limits, windows_calls, windows_decoys = Later("limits"), Later("windows_calls"), Later("windows_decoys")
    windows_files, windows_loops, windows_modules = (
        Later("windows_files"),
        Later("windows_loops"),
        Later("windows_modules"),
    )
    windows_names, windows_picklers = Later("windows_names"), Later("windows_picklers")
    windows_programs, windows_removal = Later("windows_programs"), Later("windows_removal")
    windows_shutil, windows_sockets = Later("windows_shutil"), Later("windows_sockets")

_MAX_WORKERS = 61  # concurrent/futures/process.py, _MAX_WINDOWS_WORKERS
_MAX_HANDLES = 63  # Modules/_winapi.c, WaitForMultipleObjects: MAXIMUM_WAIT_OBJECTS - 1
_TRACKED = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
_locks: list[str] = []


def change(module: Any) -> None:
    """Make a module that has just been imported what it is on Windows."""
    changes = CHANGES.get(module.__name__)
    if changes is not None:
        changes(module)


def sent(obj: Any, frame: Any) -> None:
    """An object was pickled to be sent to another process."""
    if "numpy" in sys.modules:
        from . import windows_integers

        windows_integers.sent(obj, frame)


def _contexts(context: Any) -> None:
    spawn = context._concrete_contexts["spawn"]
    context._concrete_contexts = {"spawn": spawn}
    context._default_context._default_context = spawn

    def get_all_start_methods(self: Any) -> list[str]:
        return ["spawn"]

    kind = context.DefaultContext
    kind.get_all_start_methods = like(get_all_start_methods, kind.get_all_start_methods)


def _executor(process: Any) -> None:
    real = process.ProcessPoolExecutor.__init__

    def init(self: Any, max_workers: Any = None, *args: Any, **kwargs: Any) -> None:
        if max_workers is None:
            # The same default, but never more than Windows allows.
            max_workers = min(_MAX_WORKERS, getattr(os, "process_cpu_count", os.cpu_count)() or 1)
        elif type(max_workers) is int and max_workers > _MAX_WORKERS:
            error = ValueError(f"max_workers must be <= {_MAX_WORKERS}")
            raise limits.limited(error, "workers", max_workers, _MAX_WORKERS)
        real(self, max_workers, *args, **kwargs)

    process.ProcessPoolExecutor.__init__ = like(init, real)


def _waiting(connection: Any) -> None:
    windows_sockets.change_connection(connection)
    if sys.version_info >= (3, 13):
        return
    real = connection.wait

    def wait(object_list: Any, timeout: Any = None) -> Any:
        handles = list(object_list)
        if len(handles) > _MAX_HANDLES:
            error = ValueError(f"need at most {_MAX_HANDLES} handles, got a sequence of length {len(handles)}")
            raise limits.limited(error, "handles", len(handles), _MAX_HANDLES)
        return real(handles, timeout)

    connection.wait = like(wait, real)


def _decoys(popen: Any) -> None:
    real = popen.Popen._launch

    def _start(self: Any, process_obj: Any) -> None:
        try:
            real(self, process_obj)
        except Exception:
            if getattr(self, "pid", None) is None:
                windows_decoys.start_decoy(popen, process_obj)
            raise

    popen.Popen._launch = _start


def _semaphores(synchronize: Any) -> None:
    """A child that is on its way opens a lock whose last owner here has let it go: there, it has a handle already."""

    def _cleanup(name: str) -> None:
        _locks.append(name)

    synchronize.SemLock._cleanup = staticmethod(_cleanup)


@quiet
def let_go() -> None:
    """This process's children have ended: the locks it let go of are removed."""
    from . import windows_glimpses

    windows_glimpses.ended()
    synchronize = sys.modules.get("multiprocessing.synchronize")
    if synchronize is None or not _locks:
        return
    unregister = sys.modules["multiprocessing.resource_tracker"].unregister
    while _locks:
        name = _locks.pop()
        synchronize.sem_unlink(name)
        try:
            unregister(name, "semaphore")
        except OSError:
            continue  # the resource tracker has ended before this process


def _untracked(tracker: Any) -> None:
    """There is no process there that tracks semaphores and shared memory: the launcher removes what is left of them.

    What would be told the tracker goes to a file of the run's instead (``launch/leftovers.py``). A child that is spawned is
    handed that file as it would be handed the tracker's pipe (``spawn_main``, Lib/multiprocessing/spawn.py).
    """
    if "--multiprocessing-fork" not in sys.orig_argv:
        tracker._resource_tracker._fd = os.open(session.settings["tracked"], _TRACKED, 0o666)


def _time_zones(zoneinfo: Any) -> None:
    if "PYTHONTZPATH" not in os.environ:
        zoneinfo.reset_tzpath(to=())  # what is left is the tzdata package, where it is installed


def _of_shutil(shutil: Any) -> None:
    windows_shutil.change_shutil(shutil)
    windows_programs.change_shutil(shutil)


def _of_handlers(handlers: Any) -> None:
    windows_sockets.change_handlers(handlers)
    windows_removal.change_handlers(handlers)


def _of_fnmatch(fnmatch: Any) -> None:
    from . import windows_cases

    windows_cases.change_fnmatch(fnmatch)


CHANGES = {
    "fnmatch": _of_fnmatch,
    "socket": windows_sockets.change_socket,
    "asyncio.unix_events": windows_loops.change_unix_events,
    "multiprocessing.context": _contexts,
    "multiprocessing.connection": _waiting,
    "multiprocessing.popen_spawn_posix": _decoys,
    "multiprocessing.resource_tracker": _untracked,
    "multiprocessing.synchronize": _semaphores,
    "multiprocess.context": _contexts,
    "multiprocess.connection": _waiting,
    "multiprocess.popen_spawn_posix": _decoys,
    "concurrent.futures.process": _executor,
    "multiprocessing.shared_memory": windows_files.change_shared_memory,
    "tempfile": windows_files.change_tempfile,
    "pkgutil": windows_modules.change_pkgutil,
    "unittest.mock": windows_modules.change_mock,
    "pathlib": windows_names.change_pathlib,
    "shutil": _of_shutil,
    "subprocess": windows_programs.change_subprocess,
    "ctypes": windows_calls.change_ctypes,
    "multiprocessing.sharedctypes": windows_calls.change_sharedctypes,
    "logging.handlers": _of_handlers,
    "zoneinfo": _time_zones,
    "cloudpickle.cloudpickle": windows_picklers.change_cloudpickle,
    "joblib.externals.cloudpickle.cloudpickle": windows_picklers.change_cloudpickle,
    "dill._dill": windows_picklers.change_dill,
}
