"""loky, and the copy of it in joblib: an executor with a pickler of its own (cloudpickle with some reducers more).

loky 3.4 to 3.7: backend/reduction.py ``dump`` is where it pickles; process_executor.py is concurrent.futures' over again.
"""

from __future__ import annotations

import sys
from sys import _getframe
from time import perf_counter

from . import workers
from .crossings import Crossing, chunk_roots
from .exceptions import describe, uncaught
from .failures import record_failure
from .labels import local
from .places import definition
from .processes import start_crossing
from .results import result_item
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

    from .crossings import Roots

clock = perf_counter


def channel_of(module: str) -> str:
    """The engine that a module of it belongs to, as the report names it."""
    return module.partition(".")[0]


# ---------------------------------------------------------------- pickling


@quiet
def leave_dump(started: float, value: None, obj: Any, file: Any, reducers: Any) -> None:
    """``reduction.dump``: something was pickled; results that went well are counted where they arrive."""
    frame = _getframe(3)
    if frame.f_code.co_name == "_launch" and obj is not local(frame, "process_obj"):
        return  # the preparation data
    crossing = _crossing(frame, obj, failed=False)
    total = session.total(crossing.channel, crossing.direction, crossing.place) if crossing is not None else None
    if total is not None:
        session.traffic.add(total, file.tell(), started)


@quiet
def error_dump(started: float, obj: Any, file: Any, reducers: Any) -> None:
    """Something does not pickle: a task, a result, or the process object of a worker."""
    error = sys.exc_info()[1]
    crossing = _crossing(_getframe(3), obj, failed=True)
    if crossing is not None and error is not None:
        record_failure(obj, error, crossing, with_reducers(_getframe(2).f_globals["_LokyPickler"], reducers))


def with_reducers(base: Any, reducers: Any) -> Any:
    """The engine's pickler with the reducers that it was given, made as ``pickle.Pickler`` is made."""

    class Pickler(base):  # type: ignore[misc]
        def __init__(self, file: Any, protocol: int | None = None) -> None:
            super().__init__(file, reducers=reducers, protocol=protocol)

    return Pickler


def _crossing(frame: FrameType | None, obj: Any, failed: bool) -> Crossing | None:
    """The purpose of a dump, from the frame that called ``dump``; None for what is the engine's own."""
    if frame is None or frame.f_code.co_name != "dumps":
        return start_crossing(frame, obj) if frame is not None else None
    sender = frame.f_back
    if sender is None:
        return None
    if sender.f_code.co_name == "_feed":
        queue = getattr(local(sender, "onerror"), "__self__", None)
        work = getattr(queue, "pending_work_items", {}).get(getattr(obj, "work_id", None))
        return _task(obj, work.future) if work is not None else None
    if sender.f_code.co_name == "put" and failed:
        return _result(sender.f_back, obj)
    return None


def _task(item: Any, future: Any) -> Crossing:
    place, index = getattr(future, "_pickcheck_place", None), getattr(future, "_pickcheck_index", None)
    channel = channel_of(type(item).__module__)
    if index is not None:
        roots: Roots = [("obj.fn.args[0]", "func", 0), *chunk_roots(item.args[0], index)]
    else:
        roots = [("obj.fn", "func", 0), ("obj.args", "args", 0), ("obj.kwargs", "kwargs", 0)]
        roots += batch_roots("obj.fn", item.fn)
    # Parallel raises the first error that comes, into the user's own code, and gives the other tasks up.
    return Crossing(channel, "to child", place, roots, channel == "joblib", (item.work_id, index or 0))


def batch_roots(path: str, batch: Any) -> Roots:
    """joblib sends several calls in one task (``BatchedCalls``), each as delayed() made it: function and arguments."""
    roots: Roots = []
    for number in range(len(getattr(batch, "items", ())) if type(batch).__name__ == "BatchedCalls" else 0):
        call = f"{path}.items[{number}]"
        roots += [(f"{call}[0]", "func", 0), (f"{call}[1]", "args", 0), (f"{call}[2]", "kwargs", 0)]
    return roots


def _result(worker: FrameType | None, item: Any) -> Crossing | None:
    work_id = getattr(item, "work_id", None)
    while worker is not None and local(worker, "call_item") is None:
        worker = worker.f_back
    if work_id is None or worker is None:
        return None
    func = local(worker, "call_item").fn
    roots: Roots = [
        ("obj.exception.exc", "exception", 0),
        ("obj.exception", "exception", 0),
        ("obj.result", "result", 0),
    ]
    calls = batch_roots("", func)
    roots += [(f"obj.result[{number}]", "result", 0) for number in range(len(calls) // 3)]
    place = definition(func.items[0][0] if calls else getattr(func, "args", (func,))[0])
    channel = channel_of(type(item).__module__)
    return Crossing(channel, "to parent", place, roots, channel == "joblib", (work_id, 0))


# ---------------------------------------------------------------- errors and results


@quiet
def enter_feeder_error(queue: Any, error: Any, item: Any) -> Any:
    """``_on_queue_feeder_error``: the future that is about to get an error in the place of this one."""
    work = queue.pending_work_items.get(getattr(item, "work_id", None))
    return work.future if work is not None else None


@quiet
def leave_feeder_error(future: Any, value: None, queue: Any, error: Any, item: Any) -> None:
    """It has got it: whoever reads that hears of the dump that failed."""
    told, number = getattr(future, "_exception", None), session.known(error)
    if told is not None and number is not None:
        session.raised[id(told), type(told)] = number


@quiet
def enter_result_item(thread: Any, item: Any) -> None:
    """``process_result_item``, as in concurrent.futures (``results.py``)."""
    result_item(channel_of(type(thread).__module__), thread, item)


@quiet
def enter_broken(thread: Any, error: Any) -> Any:
    """``terminate_broken``: numbered before the futures have it, for whoever waits reads it before this function ends."""
    return session.number(error), workers.enter_broken(thread)


@quiet
def leave_broken(token: Any, value: None, thread: Any, error: Any) -> None:
    """All workers are gone."""
    number, (_futures, jobs, pids) = token
    session.traffic.flush()
    session.journal.write("executor_broken", numbers=[number], pids=pids, jobs=jobs, raised=describe(error))


@quiet
def caught_worker(_token: None, initializer: Any) -> None:
    """``_process_worker``, in each of its ``except`` clauses: that of the initializer, when there is no task yet."""
    error, frame = sys.exc_info()[1], _getframe(2)
    if initializer is not None and local(frame, "pid") is None and error is not None:
        session.journal.write("uncaught", stage="initializer", **uncaught(error))


@quiet
def enter_kill(process: Any) -> None:
    """``kill_process_tree``: the executor ends a worker itself."""
    if process._popen is not None and process._popen.returncode is None:
        session.journal.write("signalled", pid=process.pid, signal=9, place=None)
