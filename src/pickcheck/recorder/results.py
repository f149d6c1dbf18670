"""Tasks and their results, where the parent knows them: the place of the call, what came back, who read the error.

CPython 3.10 to 3.14: Lib/multiprocessing/pool.py ``ApplyResult``, ``IMapIterator``; Lib/concurrent/futures/
process.py ``_WorkItem``, ``_ExecutorManagerThread.process_result_item``; Lib/multiprocessing/connection.py ``recv``.
"""

from __future__ import annotations

import _thread
import sys
from time import perf_counter

from .labels import caller, label_of, local
from .places import user_place
from .session import quiet, session
from .work import came_back, mapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The size of the message a pool's or an executor's thread read last, by thread.
_sizes: dict[int, int] = {}
_READERS = (
    *("pool.py:_handle_results", "process.py:wait_result_broken_or_wakeup"),
    "loky/process_executor.py:wait_result_broken_or_wakeup",
)
_CALLS = ("managers.py:_callmethod", "managers.py:dispatch")
# Errors that a script's own code raised in a worker are its own affair: enough of them are kept to tell whose.
_KEPT_ERRORS = 5000
_SUBMITS = 3  # frames of submit() above a work item's, at most: loky's reusable executor has one more
_MANY = 64  # results of a call, from which on it may be worth a word how long its tasks take
_maps: dict[int, tuple[int, int]] = {}


@quiet
def enter_pool_call(result: Any) -> None:
    """``ApplyResult.__init__`` and ``IMapIterator.__init__``: the call that asks for this result."""
    result._pickcheck_place = user_place(sys._getframe(2)) or session.stand_ins.get(_thread.get_ident())


@quiet
def enter_work_item(item: Any, future: Any) -> None:
    """``_WorkItem.__init__``, within ``submit()``; for ``map()`` also which part of the iterable it is."""
    frame = sys._getframe(2)
    future._pickcheck_place = user_place(frame) or session.stand_ins.get(_thread.get_ident())
    for _ in range(_SUBMITS):
        frame, label = caller(frame)  # type: ignore[assignment]
        if frame is None or label == "_base.py:map":
            break
    if frame is not None and label == "_base.py:map":
        future._pickcheck_index = index_in_map(frame)


def index_in_map(frame: Any) -> int:
    """Which part of the iterable this frame of ``Executor.map`` submits now."""
    # One frame of Executor.map submits all its chunks; its address may be used again by a later call.
    iterables = local(frame, "iterables")
    owner, index = _maps.get(id(frame), (0, 0))
    index = index if owner == id(iterables) else 0
    _maps[id(frame)] = (id(iterables), index + 1)
    outer = frame.f_back
    chunk = local(outer, "chunksize", 1) if outer is not None and outer.f_code.co_name == "map" else 1
    return int(index * chunk)


def leave_recv(_token: None, value: Any, connection: Any) -> Any:
    """``Connection.recv`` by a pool's or an executor's own thread, or for a manager's proxy: how much came."""
    frame = sys._getframe(2)
    label = label_of(frame.f_code)
    if label:
        _received(frame, label, sys._getframe(1))
    elif _has_object(value):
        from .notable import arrived_in

        arrived_in("pipe", frame)
    return value


def _has_object(value: Any) -> bool:
    """Whether it is an ``object()``, or has one among its first parts; no class is asked."""
    if type(value) is tuple or type(value) is list:
        return any(type(part) is object for part in value[:8])
    return type(value) is object


@quiet
def _received(frame: Any, label: str, recv: Any) -> None:
    if label in _READERS:
        _sizes[_thread.get_ident()] = local(recv, "buf").tell()
    elif label in _CALLS:
        total = session.total("manager", "to parent", user_place(frame))
        if total is not None and (label != _CALLS[1] or local(frame, "methodname") == "create"):
            session.traffic.add(total, local(recv, "buf").tell(), perf_counter())


@quiet
def enter_pool_set(result: Any, part: Any, obj: Any) -> None:
    """``_set`` of a pool's results: a task's result, or its error, has come (or could not be sent)."""
    success, value = obj
    size = _sizes.pop(_thread.get_ident(), None)
    place = getattr(result, "_pickcheck_place", None)
    if size is not None:
        total = session.total("pool", "to parent", place)
        if total is not None:
            session.traffic.add(total, size, perf_counter())
            if total.count == _MANY:
                came_back("pool", result._job, place)
    if not success and session.known(value) is None:
        known = getattr(result, "_error_callback", None) is not None
        chunk = getattr(result, "_chunksize", None) or getattr(result, "_pickcheck_chunk", 1)
        error_came_back("pool", (result._job, part if isinstance(part, int) else 0), place, value, known, chunk, [])


@quiet
def enter_result_item(thread: Any, item: Any) -> None:
    """``process_result_item``: an executor's task has ended, or a worker has (then the item is its pid)."""
    result_item("executor", thread, item)


def result_item(channel: str, thread: Any, item: Any) -> None:
    """The same for any engine that has its executor from concurrent.futures."""
    size = _sizes.pop(_thread.get_ident(), None)
    if isinstance(item, int):
        return
    work = thread.pending_work_items.get(item.work_id)
    future = getattr(work, "future", None)
    place = getattr(future, "_pickcheck_place", None)
    if size is not None:
        total = session.total(channel, "to parent", place)
        if total is not None:
            session.traffic.add(total, size, perf_counter())
            if total.count == _MANY and mapped(work.fn) is not None:
                came_back(channel, mapped(work.fn), place)
    if item.exception is not None:
        index = getattr(future, "_pickcheck_index", None) or 0
        pids = list(thread.processes or ())
        error_came_back(channel, (item.work_id, index), place, item.exception, False, 1, pids)


def error_came_back(
    channel: str, job: tuple[int, int], place: Any, error: Any, delivered: bool, chunk: Any, pids: list[int]
) -> None:
    """A task's error has come back; delivered: into the user's own code, there and then."""
    number = session.number(error)
    if number > _KEPT_ERRORS:
        return
    from .exceptions import describe

    session.journal.write(
        "received", number=number, channel=channel, job=job, place=place, raised=describe(error),
        delivered=delivered, chunk=chunk, pids=pids,
    )  # fmt: skip


# ---------------------------------------------------------------- who reads it


@quiet
def error_read(_token: None, result: Any) -> None:
    """``get()``, ``next()``, ``result()``: an error reaches the script's own code."""
    _delivered(sys.exc_info()[1])


def _delivered(error: Any) -> None:
    number = session.known(error)
    if number is None and type(error).__name__ == "BrokenProcessPool":
        # Who waits for a future may be awake before the thread that broke the executor has said so.
        number = session.number(error)
    if number is not None:
        session.journal.write("delivered", number=number)


@quiet
def leave_exception(_token: None, value: Any, future: Any) -> Any:
    """``Future.exception()``: the script's own code asks for the error."""
    _delivered(value)
    return value
