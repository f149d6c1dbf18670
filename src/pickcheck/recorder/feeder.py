"""Queues: the place is taken at ``put()``, the pickling is watched in the feeder thread, and both cost next to nothing.

CPython 3.10 to 3.14, Lib/multiprocessing/queues.py: ``Queue._reset`` makes the buffer, ``put`` appends to it with the
queue's lock held, ``_feed`` pickles what it takes from it by ``_ForkingPickler.dumps``.

Beside each item the buffer keeps what is to pickle it: a ``dumps`` that knows the line which called ``put()``. It is
the guarded function of ``reduction.py`` with a hook of its own in it, so no traceback tells the difference. All
messages are counted; bytes and seconds are measured for each of the first ``MEASURED``, then for every ``SAMPLE``-th.
"""

from __future__ import annotations

import sys
from _thread import get_ident
from sys import _getframe
from time import perf_counter

from .crossings import Crossing, Roots, executor_task
from .dumps import LOOK
from .guard import Hook
from .labels import label_of, local
from .later import bring
from .places import USER, kind_of, user_place
from .session import quiet, session
from .traffic import Total

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import deque
    from types import CodeType, FrameType
    from typing import Any
else:
    from _collections import deque  # the package collections would be one import more

MEASURED, SAMPLE = 4096, 16
_QUEUES = ("multiprocessing.queues", "multiprocess.queues")


class Buffer(deque):  # type: ignore[type-arg,misc,unused-ignore]
    """A queue's buffer; ``dumps`` is in step with it and holds what pickles each item.

    ``code``, ``lasti``: the line of the user's that called ``put()`` last, which mostly is the one that calls it now;
    ``take``: what gives the ``dumps`` for an item that it puts.
    """

    __slots__ = ("code", "dumps", "forking", "lasti", "lines", "pending", "take")

    def __init__(self, pending: Any, forking: Any) -> None:
        super().__init__()
        self.forking = forking
        self.dumps: deque[Any] = deque()
        self.lines: dict[Any, Any] = {}
        self.pending = pending
        self.code: CodeType | None = None
        self.lasti = -1
        self.take: Any = self.plainly

    def append(self, item: Any) -> None:
        # Only for others than put(), which appends to both by itself: the sentinel, a queue class of the user's.
        self.dumps.append(self.plainly())
        super().append(item)

    def plainly(self) -> Any:
        """What pickles an item that nobody counts."""
        return self.forking.dumps

    def clear(self) -> None:
        self.dumps.clear()
        super().clear()


@quiet
def leave_reset(_token: None, value: None, queue: Any) -> None:
    """``Queue._reset``: its new, empty buffer becomes one that keeps what pickles its items."""
    module = _getframe(2).f_globals
    # A class of another library's (loky) may feed its pipe in a way of its own, and take nothing from a second deque.
    if type(queue._buffer) is deque and not queue._buffer and type(queue)._feed.__globals__ is module:
        queue._buffer = Buffer(getattr(queue, "pending_work_items", None), module["_ForkingPickler"])


def enter_feed(buffer: Any) -> Any:
    """``Queue._feed``, in its thread: what gives the ``dumps`` for the next item."""
    if type(buffer) is Buffer:
        return buffer.dumps.popleft
    forking = _getframe(1).f_globals["_ForkingPickler"]
    return lambda: forking.dumps


@quiet
def enter_join(reference: Any) -> bool:
    """``Queue._finalize_join``: this process, about to end, waits until all that it put has gone into the pipe."""
    thread = reference()
    waiting = thread is not None and thread.is_alive()
    if waiting:
        session.journal.write("joining")
    return waiting


@quiet
def leave_join(waiting: bool, value: None, reference: Any) -> None:
    """It has all gone."""
    if waiting:
        session.journal.write("joined")


def moved(buffer: Buffer, item: Any, frame: FrameType) -> None:
    """``put()`` was called from another line than the last time, or not by the user's own code: find out for whom."""
    try:
        buffer.code = None
        buffer.take = _of_line(buffer, item, frame)
    except Exception as error:
        buffer.take = buffer.plainly
        session.trouble("moved", error)


# The engine whose queue it is, by who calls put(): channel, direction, and what the user calls the parts.
_ENGINES: dict[str, tuple[str, str, Roots]] = {
    "torch/worker.py:_worker_loop": ("dataloader", "to parent", [("obj[1]", "batch", 0)]),
    "torch/dataloader.py:_try_put_index": ("dataloader", "to child", [("obj[1]", "indices", 0)]),
    "torch/dataloader.py:_mark_worker_as_unavailable": ("dataloader", "to child", [("obj[1]", "indices", 0)]),
    "torch/dataloader.py:_reset": ("dataloader", "to child", [("obj[1]", "indices", 0)]),
}


def _of_line(buffer: Buffer, item: Any, frame: FrameType) -> Any:
    label = label_of(frame.f_code)
    total: Total | None
    if label in _ENGINES and buffer.pending is None:
        # A spawned child does not know the user's line; the reader does, from the start of the process.
        total = session.traffic.total(*_ENGINES[label][:2], user_place(frame))
    elif buffer.pending is None:
        total = session.total("queue", None, user_place(frame))
    else:
        work = buffer.pending.get(getattr(item, "work_id", None))
        future = getattr(work, "future", None)
        total = session.total("executor", "to child", getattr(future, "_pickcheck_place", None))
    if total is None:
        return buffer.plainly
    if total not in buffer.lines:
        buffer.lines[total] = _watched(total, buffer.pending, buffer.forking)
    if buffer.pending is None and kind_of(frame.f_code.co_filename) == USER:
        buffer.code, buffer.lasti = frame.f_code, frame.f_lasti
    return buffer.lines[total]


# ---------------------------------------------------------------- what pickles


def _watched(total: Total, pending: Any, forking: Any) -> Any:
    """What gives, for one message after the other, the ``dumps`` that counts it for this total."""
    from itertools import chain, cycle, repeat

    error = _error(total, pending, forking)
    measuring = _dumps(
        Hook("obj", enter=perf_counter, bare=True, leave=_measure(total, pending), error=error),
        forking,
    )
    # The guarded code calls enter, whatever the hook.
    counting = _dumps(Hook("obj", enter=get_ident, bare=True, leave=_count(total), error=error), forking)
    sampled = cycle([measuring] + [counting] * (SAMPLE - 1))
    return chain(repeat(measuring, MEASURED), sampled).__next__


def _dumps(hook: Hook, forking: Any) -> Any:
    """``ForkingPickler.dumps`` with this hook in place of the one that the table of patches gave it."""
    bound = forking.dumps
    guarded = bound.__func__
    code = guarded.__code__
    for value in code.co_consts:
        if isinstance(value, Hook):
            code = value.variant(code, hook)
    function = type(guarded)(code, guarded.__globals__, guarded.__name__, guarded.__defaults__, guarded.__closure__)
    return type(bound)(function, bound.__self__)


def _measure(total: Total, pending: Any) -> Any:
    traffic = session.traffic
    heavy = session.heavy if pending is not None else sys.maxsize

    def leave(started: float, value: Any, obj: Any) -> Any:
        now = perf_counter()
        total.count += 1
        total.measured += 1
        total.bytes += value.nbytes
        total.seconds += now - started
        if now > traffic.due:
            traffic.flush(now)
        if value.nbytes >= heavy:
            _weigh(obj, pending, value.nbytes)
        return value

    return leave if session.hashes is None else _with_hashes(leave)


def _with_hashes(leave: Any) -> Any:
    """The same in a process whose calls of ``hash`` are watched."""
    from .hashes import sent

    def leave_and_look(started: float, value: Any, obj: Any) -> Any:
        sent(obj)
        return leave(started, value, obj)

    return leave_and_look


@quiet
def _weigh(item: Any, pending: Any, size: int) -> None:
    from .weights import look

    look(item, executor_task(item, pending.get(item.work_id)), size)


def _count(total: Total) -> Any:
    def leave(_token: None, value: Any, obj: Any) -> Any:
        total.count += 1
        return value

    return leave


def _error(total: Total, pending: Any, forking: Any) -> Any:
    @quiet
    def error(_token: Any, obj: Any) -> None:
        raised = sys.exc_info()[1]
        handler = local(_getframe(3), "onerror")
        # A queue class of the user's may take over what the feeder thread does with an error.
        handled = getattr(handler, "__module__", _QUEUES[0]) not in _QUEUES
        roots = next((roots for *where, roots in _ENGINES.values() if where == [total.channel, total.direction]), [])
        crossing = Crossing(total.channel, total.direction, total.place, roots, delivered=handled)
        if pending is not None:
            crossing = executor_task(obj, pending.get(obj.work_id))
        if raised is not None:
            bring(*LOOK)
            from .failures import own_pickler, record_failure

            record_failure(obj, raised, crossing, own_pickler(forking))

    return error
