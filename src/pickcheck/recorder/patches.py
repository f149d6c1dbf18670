"""Every change to the standard library there is, in one table: which function gets which hook.

``ForkingPickler.dumps`` and ``reduction.dump`` are where multiprocessing pickles; the rest tells for whom, whence
the call came, and how processes and results ended. Names as in CPython 3.10 to 3.14; what a version lacks is
recorded as unwatched.
"""

from __future__ import annotations

import os
import sys
from time import perf_counter

from . import guard
from .guard import Hook
from .later import Later
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

    from . import (
        bootstrap,
        buffers,
        dropped,
        dumps,
        feeder,
        forks,
        limits,
        loads,
        manager_results,
        mocks,
        notable,
        process_pipe,
        processes,
        puts,
        results,
        spawning,
        start,
        startup,
        threads,
        work,
        workers,
    )
else:
    # Each is imported when a hook of its own is called first.
    bootstrap, buffers, dropped = Later("bootstrap"), Later("buffers"), Later("dropped")
    dumps, feeder, forks, limits = Later("dumps"), Later("feeder"), Later("forks"), Later("limits")
    loads, manager_results, mocks = Later("loads"), Later("manager_results"), Later("mocks")
    notable, process_pipe, processes = Later("notable"), Later("process_pipe"), Later("processes")
    puts, results, spawning, start = Later("puts"), Later("results"), Later("spawning"), Later("start")
    startup, threads, work, workers = Later("startup"), Later("threads"), Later("work"), Later("workers")

# Called for every message, so most of it stands in the function itself and calls nothing of Python's.
_PUT = Hook(
    inline={
        "self._buffer.append(obj)": """
_pickcheck_buffer = self._buffer
if type(_pickcheck_buffer) is HOOK.Buffer:
    _pickcheck_frame = HOOK.frame
    _pickcheck_frame = _pickcheck_frame(1)
    if _pickcheck_frame.f_code is not _pickcheck_buffer.code or _pickcheck_frame.f_lasti != _pickcheck_buffer.lasti:
        HOOK.moved(_pickcheck_buffer, obj, _pickcheck_frame)
    _pickcheck_buffer.run.put += 1
    _pickcheck_buffer.add(obj)
    _pickcheck_frame = None
else:
    _pickcheck_buffer.append(obj)
"""
    },
    uses={"Buffer": buffers.Buffer, "frame": sys._getframe, "moved": puts.moved},
)

# An object() that arrives is nobody's sentinel any more. Types are told by identity: a metaclass may have an __eq__.
_ARRIVES = {
    "return _ForkingPickler.loads(res)": """
_pickcheck_item = _ForkingPickler.loads(res)
if type(_pickcheck_item) is tuple or type(_pickcheck_item) is list:
    if any(type(_pickcheck_part) is object for _pickcheck_part in _pickcheck_item[:8]):
        HOOK.arrived()
elif type(_pickcheck_item) is object:
    HOOK.arrived()
return _pickcheck_item
"""
}
_GET = Hook(error=loads.error_get, inline=_ARRIVES, uses={"arrived": notable.arrived})

# So does this: who put the item is known by run lengths, and only some are measured.
_FED = """
if TOKEN.taken < TOKEN.due:
    TOKEN.taken += 1
    _pickcheck_dumps = TOKEN.dumps
else:
    TOKEN, _pickcheck_dumps = HOOK.turn(buffer, TOKEN)
try:
    obj = _pickcheck_dumps(obj)
except BaseException:
    HOOK.failed(TOKEN, buffer, onerror, obj)
    raise
"""

# The default context's start method is settled for good where these assign it.
_SETTLED = Hook(
    inline={
        "self._actual_context = self._default_context": """
self._actual_context = self._default_context
HOOK.settled()
"""
    },
    uses={"settled": startup.settled},
)

# A pool asks each worker a thousand times a second while its tasks are short.
_POLLED = Hook(
    inline={
        "return self.returncode": """
if self.returncode is not None:
    HOOK.has_ended(self)
return self.returncode
"""
    },
    uses={"has_ended": processes.has_ended},
)

_TAKE = "call_item = call_queue.get(block=True)"
_CALL = "r = call_item.fn(*call_item.args, **call_item.kwargs)"
_WINDOWS = sys.platform == "win32"
_DUMP = "ForkingPickler(file, protocol).dump(obj)"

PATCHES: dict[str, dict[str, Hook]] = {
    "multiprocessing.reduction": {
        "ForkingPickler.dumps": Hook(
            "obj", enter=perf_counter, bare=True, leave=dumps.leave_dumps, error=dumps.error_dumps
        ),
        "dump": Hook(
            "obj",
            "file",
            enter=perf_counter,
            bare=True,
            leave=dumps.leave_dump,
            error=dumps.error_dump,
            inline={_DUMP: _DUMP.replace("file", "HOOK.counted(file)")} if _WINDOWS else {},
            uses={"counted": dumps.Counted},
        ),
    },
    "multiprocessing.queues": {
        "Queue._reset": Hook("self", leave=buffers.leave_reset),
        "Queue._feed": Hook(
            "buffer",
            enter=feeder.enter_feed,
            leave=feeder.leave_feed,
            inline={"obj = _ForkingPickler.dumps(obj)": _FED},
            uses={"turn": feeder.turn, "failed": dropped.failed},
        ),
        "Queue.put": _PUT,
        "JoinableQueue.put": _PUT,
        "Queue.get": _GET,
        "SimpleQueue.get": _GET,
        "Queue._finalize_join": Hook("twr", enter=feeder.enter_join, leave=feeder.leave_join),
    },
    "multiprocessing.connection": {
        "_ConnectionBase.recv": Hook("self", leave=results.leave_recv, error=loads.error_recv),
        "SocketListener.__init__": Hook("self", "address", "family", error=startup.error_listener),
        **({"wait": Hook("object_list", error=limits.error_wait)} if _WINDOWS else {}),
    },
    "multiprocessing.context": {
        "BaseContext.get_context": Hook("self", "method", error=limits.error_get_context),
        "DefaultContext.get_context": _SETTLED,
        "DefaultContext.get_start_method": _SETTLED,
        "DefaultContext.set_start_method": Hook("self", "method", leave=startup.leave_set, error=startup.error_set),
    },
    "multiprocessing.process": {
        "BaseProcess._bootstrap": Hook(
            "self",
            enter=bootstrap.enter_bootstrap,
            caught=bootstrap.caught_bootstrap,
            leave=bootstrap.leave_bootstrap,
        ),
        "BaseProcess.start": Hook("self", error=startup.error_start),
        "BaseProcess.exitcode": Hook(
            inline={
                "return self._popen.poll()": """
_pickcheck_status = self._popen.poll()
if _pickcheck_status:
    HOOK.looked_at(self)
return _pickcheck_status
"""
            },
            uses={"looked_at": processes.looked_at},
        ),
    },
    "multiprocessing.spawn": {
        "_main": Hook(
            error=bootstrap.error_spawn_main,
            inline={
                "self = reduction.pickle.load(from_parent)": """
try:
    self = reduction.pickle.load(HOOK.copied(from_parent))
except BaseException:
    HOOK.failed(from_parent)
    raise
finally:
    HOOK.forget()
"""
            },
            uses={
                "copied": process_pipe.Copied,
                "failed": process_pipe.failed_process,
                "forget": process_pipe.forget_process,
            },
        ),
        "_fixup_main_from_path": Hook("main_path", enter=startup.enter_main_again),
        "_fixup_main_from_name": Hook("mod_name", leave=startup.leave_main_by_name),
        # There it opens the pipe to its parent, which may be gone by then.
        **({"spawn_main": Hook(error=bootstrap.error_spawn_main)} if _WINDOWS else {}),
    },
    "multiprocessing.forkserver": {"ForkServer.ensure_running": Hook("self", error=startup.error_forkserver)},
    "multiprocessing.util": {
        "spawnv_passfds": Hook("path", enter=spawning.enter_spawn),
        "_exit_function": Hook(leave=start.leave_exit),
    },
    "multiprocessing.popen_fork": {
        "Popen._launch": Hook("self", "process_obj", enter=processes.enter_launch, leave=processes.leave_launch),
        "Popen.poll": _POLLED,
        "Popen._send_signal": Hook("self", "sig", enter=processes.enter_send_signal),
    },
    "multiprocessing.popen_spawn_posix": {
        "Popen._launch": Hook("self", "process_obj", enter=processes.enter_launch, leave=processes.leave_launch),
    },
    "multiprocessing.popen_forkserver": {
        "Popen._launch": Hook("self", "process_obj", enter=processes.enter_launch, leave=processes.leave_launch),
        "Popen.poll": _POLLED,
    },
    "multiprocessing.popen_spawn_win32": {
        "Popen.__init__": Hook(
            "self",
            "process_obj",
            enter=processes.enter_launch,
            leave=processes.leave_launch,
            inline={"env = os.environ.copy()": "env = HOOK.with_ours(os.environ.copy())"},
            uses={"with_ours": spawning.with_ours},
        ),
        "Popen.wait": Hook("self", leave=processes.leave_poll),
        "Popen.terminate": Hook("self", enter=processes.enter_terminate_windows),
    },
    "multiprocessing.pool": {
        "worker": Hook(
            "initializer",
            error=workers.error_pool_worker,
            inline={
                "task = get()": "task = get()\n_pickcheck_taken = HOOK.clock()",
                "put((job, i, result))": "HOOK.done(job, func, args, _pickcheck_taken)\nput((job, i, result))",
            },
            uses={"clock": perf_counter, "done": work.pool_task_done},
        ),
        "Pool._join_exited_workers": Hook("pool", enter=workers.enter_join_exited, leave=workers.leave_join_exited),
        "ApplyResult.__init__": Hook("self", enter=results.enter_pool_call),
        "IMapIterator.__init__": Hook("self", enter=results.enter_pool_call),
        "ApplyResult._set": Hook("self", "i", "obj", enter=results.enter_pool_set),
        "MapResult._set": Hook("self", "i", "success_result", enter=results.enter_pool_set),
        "IMapIterator._set": Hook("self", "i", "obj", enter=results.enter_pool_set),
        "IMapUnorderedIterator._set": Hook("self", "i", "obj", enter=results.enter_pool_set),
        "ApplyResult.get": Hook("self", error=results.error_read),
        "IMapIterator.next": Hook("self", error=results.error_read),
        "ExceptionWithTraceback.__init__": Hook("exc", enter=bootstrap.enter_remote_error),
    },
    "multiprocessing.managers": {
        "BaseProxy._callmethod": Hook(
            "self", "methodname", leave=manager_results.leave_manager_call, error=manager_results.error_manager_call
        )
    },
    "concurrent.futures.process": {
        "_process_worker": Hook(
            "initializer",
            caught=workers.caught_executor_worker,
            inline={
                _TAKE: f"{_TAKE}\n_pickcheck_taken = HOOK.clock()",
                _CALL: f"{_CALL}\nHOOK.done(call_item, _pickcheck_taken)",
            },
            uses={"clock": perf_counter, "done": work.executor_task_done},
        ),
        "_ExecutorManagerThread.terminate_broken": Hook("self", enter=workers.enter_broken, leave=workers.leave_broken),
        "_ExceptionWithTraceback.__init__": Hook("exc", enter=bootstrap.enter_remote_error),
        **({"ProcessPoolExecutor.__init__": Hook("max_workers", error=limits.error_executor)} if _WINDOWS else {}),
        "_WorkItem.__init__": Hook("self", "future", enter=results.enter_work_item),
        "_ExecutorManagerThread.process_result_item": Hook("self", "result_item", enter=results.enter_result_item),
    },
    "concurrent.futures._base": {
        "Future.result": Hook("self", error=results.error_read),
        "Future.exception": Hook("self", leave=results.leave_exception),
    },
    # 3.11.5 and newer refuse such a lock by themselves.
    "multiprocessing.synchronize": {"SemLock.__getstate__": Hook("self", enter=dumps.enter_lock_state)}
    if sys.version_info < (3, 11, 5)
    else {},
    "threading": {
        "Thread._bootstrap_inner": Hook("self", caught=threads.caught_thread),
        "Thread.start": Hook("self", enter=forks.enter_thread_start),
    },
    "unittest.mock": {
        "_patch.__enter__": Hook("self", leave=mocks.leave_patch),
        "_patch.__exit__": Hook("self", enter=mocks.enter_unpatch),
    },
}


def install(module: ModuleType, table: dict[str, dict[str, Hook]] = PATCHES) -> None:
    """Apply the table's rows for this module, which has just been imported."""
    made = session.bundle.load(guard.stored_as(module.__name__)) if session.bundle is not None else None
    cache = os.path.join(session.settings["recorder"], "guards")
    refused = guard.install(module, table[module.__name__], cache, made)
    for qualname, reason in refused.items():
        session.journal.write("unwatched", name=f"{module.__name__}.{qualname}", reason=reason)


def set_default_method(context: ModuleType) -> None:
    """Make the run's start method the interpreter's own default: the script may still set one, once.

    CPython 3.10 to 3.14, Lib/multiprocessing/context.py: ``DefaultContext`` falls back on ``_default_context``.
    """
    method = session.settings.get("method")
    found = context._concrete_contexts.get(method)
    if found is not None:
        context._default_context._default_context = found
