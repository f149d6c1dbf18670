"""The table of patches (``patches.py``) for the engines: installed packages that hand work to processes of their own.

None of them is imported by us. Names as in loky 3.4 to 3.7 and joblib 1.4 to 1.6; what a version lacks is recorded
as unwatched.
"""

from __future__ import annotations

import sys

from . import (
    bootstrap,
    engine_dask,
    engine_interpreters,
    engine_joblib,
    engine_loky,
    patches,
    processes,
    results,
    spawning,
)
from .guard import Hook
from .start import MULTIPROCESS

_ENVIRON = ("env = {**os.environ, **env}", "child_env = {**os.environ, **env}")


def _loky(package: str) -> dict[str, dict[str, Hook]]:
    """loky itself, and the copy that joblib carries."""
    return {
        f"{package}.backend.reduction": {
            "dump": Hook("obj", "file", "reducers", enter=engine_loky.clock, bare=True, leave=engine_loky.leave_dump,
                         error=engine_loky.error_dump),
        },
        f"{package}.backend.fork_exec": {
            "fork_exec": Hook(
                inline={text: text.replace("{", "HOOK.with_ours({").replace("}", "})") for text in _ENVIRON},
                uses={"with_ours": spawning.with_ours},
            ),
        },
        f"{package}.backend.popen_loky_posix": {
            "Popen._launch": Hook("self", "process_obj", enter=processes.enter_launch, leave=processes.leave_launch),
            "Popen.poll": Hook("self", leave=processes.leave_poll),
        },
        f"{package}.backend.utils": {"kill_process_tree": Hook("process", enter=engine_loky.enter_kill)},
        f"{package}.process_executor": {
            "_WorkItem.__init__": Hook("self", "future", enter=results.enter_work_item),
            "_SafeQueue._on_queue_feeder_error": Hook(
                "self", "e", "obj", enter=engine_loky.enter_feeder_error, leave=engine_loky.leave_feeder_error
            ),
            "_ExecutorManagerThread.process_result_item": Hook(
                "self", "result_item", enter=engine_loky.enter_result_item
            ),
            "_ExecutorManagerThread.terminate_broken": Hook(
                "self", "bpe", enter=engine_loky.enter_broken, leave=engine_loky.leave_broken
            ),
            "_ExceptionWithTraceback.__init__": Hook("exc", enter=bootstrap.enter_remote_error),
            "_process_worker": Hook("initializer", caught=engine_loky.caught_worker),
        },
    }  # fmt: skip


# Interpreters of one process: the standard library's own, but nothing of multiprocessing's.
_INTERPRETERS: dict[str, dict[str, Hook]] = {
    "concurrent.interpreters": {
        "Interpreter._call": Hook(
            "self", "callable", "args", "kwargs", leave=engine_interpreters.leave_call,
            error=engine_interpreters.error_call,
        ),
        "Interpreter.prepare_main": Hook("self", "kwargs", error=engine_interpreters.error_prepare),
    },
    "concurrent.interpreters._queues": {
        name: Hook("self", "obj", leave=engine_interpreters.leave_put, error=engine_interpreters.error_put)
        for name in ("Queue.put", "Queue.put_nowait")
    },
    "concurrent.futures.thread": {"_WorkItem.__init__": Hook("self", "future", enter=results.enter_work_item)},
}  # fmt: skip

_SEND = "CustomizablePickler(buffer, self._reducers).dump(obj)"

PATCHES: dict[str, dict[str, Hook]] = {
    **(_INTERPRETERS if sys.version_info >= (3, 14) else {}),
    # multiprocess is multiprocessing with dill for its pickler: the same functions in modules of another name.
    **{f"multiprocess.{name}": patches.PATCHES[f"multiprocessing.{name}"] for name in MULTIPROCESS},
    **_loky("loky"),
    **_loky("joblib.externals.loky"),
    "distributed.protocol.pickle": {
        "dumps": Hook("x", enter=engine_dask.clock, bare=True, leave=engine_dask.leave_dumps, error=engine_dask.error_dumps),
    },
    "distributed.client": {
        "Client.submit": Hook("func", "args", "kwargs", error=engine_dask.error_submit),
        "Client.map": Hook("func", "iterables", error=engine_dask.error_map),
        "Client.scatter": Hook("self", "data", error=engine_dask.error_scatter),
        "Client.gather": Hook("self", leave=engine_dask.leave_result, error=engine_dask.error_result),
        "Future.result": Hook("self", leave=engine_dask.leave_result, error=engine_dask.error_result),
    },
    "distributed.actor": {"ActorFuture.__init__": Hook("self", enter=engine_dask.enter_actor_call)},
    "joblib.parallel": {
        "Parallel.__call__": Hook("self", enter=engine_joblib.enter_call),
        "Parallel._dispatch": Hook(
            "self", enter=engine_joblib.enter_dispatch, leave=engine_joblib.leave_dispatch,
            error=engine_joblib.error_dispatch,
        ),
    },
    "joblib.pool": {
        "CustomizablePicklingQueue._make_methods": Hook(
            inline={
                _SEND: f"""
_pickcheck_started = HOOK.clock()
try:
    {_SEND}
except BaseException:
    HOOK.failed(CustomizablePickler, self._reducers, obj)
    raise
HOOK.sent(obj, buffer, _pickcheck_started)
_pickcheck_started = None
"""
            },
            uses={"clock": engine_loky.clock, "failed": engine_joblib.failed, "sent": engine_joblib.sent},
        ),
    },
}  # fmt: skip
