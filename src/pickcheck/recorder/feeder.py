"""Queues: the place is taken at ``put()``, the pickling is watched in the feeder thread, and both cost next to nothing.

CPython 3.10 to 3.14, Lib/multiprocessing/queues.py: ``Queue._reset`` makes the buffer, ``put`` appends to it with the
queue's lock held, ``_feed`` pickles what it takes from it by ``_ForkingPickler.dumps``.

Who put what is kept in run lengths beside the buffer: ``put`` adds one to the run of its line, the feeder thread takes
as many items for that line, and so counts them all. What pickles them is ``ForkingPickler.dumps`` as the standard
library has it; but bytes and seconds are measured for each of a line's first ``MEASURED``, then for every ``SAMPLE``-th,
by the guarded function with a hook of its own in it.
"""

from __future__ import annotations

import sys
from sys import _getframe
from time import perf_counter

from . import guard
from .crossings import Crossing, Roots, executor_task
from .dumps import LOOK, is_notable
from .guard import Hook
from .labels import label_of
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
_NEVER = sys.maxsize
_QUEUES = ("multiprocessing.queues", "multiprocess.queues")


class Line:
    """A line that puts into one queue.

    total: what its messages are counted in. dumps: what pickles them; measured: the same, and measures.
    seen: how many it had before the run that is being taken; due: the number of those at which the next is measured.
    """

    __slots__ = ("due", "dumps", "measured", "seen", "total")

    def __init__(self, total: Total, dumps: Any, measured: Any = None) -> None:
        self.total, self.dumps, self.measured = total, dumps, measured
        self.seen, self.due = 0, 0 if measured else _NEVER


class Run:
    """Messages that a line put one after the other.

    put, taken: how many so far, and how many of them the feeder thread has taken. closed: whether there will be more.
    due: how many may be taken before the feeder thread has to ask (`turn`). counted: how many the total knows of.
    """

    __slots__ = ("closed", "counted", "due", "dumps", "line", "put", "taken")

    def __init__(self, line: Line) -> None:
        self.line, self.dumps = line, line.dumps
        self.closed = False
        self.put = self.taken = self.counted = self.due = 0

    def close(self, put: int) -> None:
        """There will not be more than these."""
        # In this order: the feeder thread sets what is due first, and then looks whether this is closed.
        self.put, self.closed = put, True
        self.due = min(self.due, put)

    def await_(self, due: int) -> None:
        """After so many messages the feeder thread has to ask."""
        self.due = due
        if self.closed:
            self.due = min(due, self.put)

    def settle(self) -> None:
        """Count what was taken. No call in it, so that no other thread comes between."""
        taken = self.taken
        self.line.total.count += taken - self.counted
        self.counted = taken


class Buffer(deque):  # type: ignore[type-arg,misc,unused-ignore]
    """A queue's buffer, and beside it the runs that its items are of.

    ``run``: the one that ``put()`` adds to; ``code``, ``lasti``: the line that it is of; ``runs``: those that the feeder
    thread comes to after the one that it is ``taking``.
    """

    __slots__ = ("code", "forking", "known", "lasti", "lines", "nobody", "pending", "run", "runs", "taking")

    def __init__(self, pending: Any, forking: Any) -> None:
        super().__init__()
        self.forking = forking
        self.pending = pending
        self.lines: dict[Total, Line] = {}
        self.known: dict[tuple[int, int], Line] = {}
        self.runs: deque[Run] = deque()
        self.nobody = _uncounted(forking)
        self.run = self.taking = _over(self.nobody)
        self.code: CodeType | None = None
        self.lasti = -1

    add = deque.append

    def append(self, item: Any) -> None:
        # Only for others than put(), which appends by itself: the sentinel, a queue class of the user's.
        self.begin(self.nobody)
        self.run.put += 1
        super().append(item)

    def begin(self, line: Line) -> None:
        """What is put from now on is of this line."""
        self.code = None
        self.run.close(self.run.put)
        self.run = Run(line)
        self.runs.append(self.run)

    def clear(self) -> None:
        self.code = None
        self.runs.clear()
        self.taking.close(self.taking.taken)
        super().clear()


# Who looks at it finds what the standard library has there.
Buffer.__name__ = Buffer.__qualname__ = "deque"


def _over(line: Line) -> Run:
    run = Run(line)
    run.close(0)
    return run


def _uncounted(forking: Any) -> Line:
    return Line(Total("queue", "", None), forking.dumps)


@quiet
def leave_reset(_token: None, value: None, queue: Any) -> None:
    """``Queue._reset``: its new, empty buffer becomes one that keeps what pickles its items."""
    module = _getframe(2).f_globals
    # A class of another library's (loky) may feed its pipe in a way of its own, and take nothing from a second deque.
    if type(queue._buffer) is deque and not queue._buffer and type(queue)._feed.__globals__ is module:
        queue._buffer = Buffer(getattr(queue, "pending_work_items", None), module["_ForkingPickler"])


def enter_feed(buffer: Any) -> Run:
    """``Queue._feed``, in its thread: the run that its next item is of (one that is over, before the first)."""
    if type(buffer) is Buffer:
        return buffer.taking
    run = Run(_uncounted(_getframe(1).f_globals["_ForkingPickler"]))
    run.due = _NEVER
    return run


def turn(buffer: Buffer, run: Run) -> tuple[Run, Any]:
    """The feeder thread has one more item: the run that it is of, and what pickles it."""
    try:
        if run.closed and run.taken >= run.put:
            run = _following(buffer, run)
        run.taken += 1
        if run.taken <= run.due:
            return run, run.dumps
        line = run.line
        run.settle()
        line.due = line.seen + run.taken + (SAMPLE - 1 if line.total.measured >= MEASURED else 0)
        run.await_(line.due - line.seen)
        return run, line.measured
    except Exception as error:
        session.trouble("turn", error)
        return _over(buffer.nobody), buffer.nobody.dumps


def _following(buffer: Buffer, last: Run) -> Run:
    _leave_run(last)
    run = _over(buffer.nobody)  # for an item that somebody slipped in
    while buffer.runs:
        run = buffer.runs.popleft()
        if run.put:
            break
    buffer.taking = run
    run.await_(run.line.due - run.line.seen)
    if run.line is not buffer.nobody:
        session.traffic.running.add(run)
    return run


def _leave_run(run: Run) -> None:
    session.traffic.running.discard(run)
    run.settle()
    run.line.seen += run.taken


@quiet
def leave_feed(run: Run, value: None, buffer: Any) -> None:
    """The feeder thread ends."""
    _leave_run(run)


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
        key = (id(frame.f_code), frame.f_lasti)
        buffer.begin(buffer.known.get(key) or _of_line(buffer, item, frame))
        if key in buffer.known:
            buffer.code, buffer.lasti = frame.f_code, frame.f_lasti
    except Exception as error:
        buffer.begin(buffer.nobody)
        session.trouble("moved", error)


# The engine whose queue it is, by who calls put(): channel, direction, and what the user calls the parts.
_ENGINES: dict[str, tuple[str, str, Roots]] = {
    "torch/worker.py:_worker_loop": ("dataloader", "to parent", [("obj[1]", "batch", 0)]),
    "torch/dataloader.py:_try_put_index": ("dataloader", "to child", [("obj[1]", "indices", 0)]),
    "torch/dataloader.py:_mark_worker_as_unavailable": ("dataloader", "to child", [("obj[1]", "indices", 0)]),
    "torch/dataloader.py:_reset": ("dataloader", "to child", [("obj[1]", "indices", 0)]),
}


def _of_line(buffer: Buffer, item: Any, frame: FrameType) -> Line:
    total = _total(buffer, item, frame)
    if total is None:
        return buffer.nobody
    line = buffer.lines.get(total)
    if line is None:
        line = buffer.lines[total] = _watched(total, buffer.pending, buffer.forking)
    if buffer.pending is None and kind_of(frame.f_code.co_filename) == USER:
        # By identity: user_place keeps the code of such a frame alive.
        buffer.known[id(frame.f_code), frame.f_lasti] = line
    return line


def _total(buffer: Buffer, item: Any, frame: FrameType) -> Total | None:
    if buffer.pending is not None:
        work = buffer.pending.get(getattr(item, "work_id", None))
        future = getattr(work, "future", None)
        return session.total("executor", "to child", getattr(future, "_pickcheck_place", None))
    label = label_of(frame.f_code)
    if label in _ENGINES:
        # A spawned child does not know the user's line; the reader does, from the start of the process.
        return session.traffic.total(*_ENGINES[label][:2], user_place(frame))
    return session.total("queue", None, user_place(frame))


# ---------------------------------------------------------------- what pickles


def _watched(total: Total, pending: Any, forking: Any) -> Line:
    """A line whose messages are counted for this total; the first are measured, and later some."""
    bound = forking.dumps
    hook = Hook("obj", enter=perf_counter, bare=True, leave=_measure(total, pending), error=_leave_it)
    measured = _bound(bound, _variant(bound.__func__.__code__, hook))
    return Line(total, _bound(bound, guard.unguarded(bound.__func__)), measured)


def _bound(bound: Any, code: CodeType) -> Any:
    """The class method with other code."""
    function = bound.__func__
    other = type(function)(code, function.__globals__, function.__name__, function.__defaults__, function.__closure__)
    return type(bound)(other, bound.__self__)


def _variant(code: CodeType, hook: Hook) -> CodeType:
    for value in code.co_consts:
        if isinstance(value, Hook):
            code = value.variant(code, hook)
    return code


def _leave_it(_token: Any, obj: Any) -> None:
    """`failed` is called by who called this."""


def _measure(total: Total, pending: Any) -> Any:
    traffic = session.traffic
    heavy = session.heavy if pending is not None else sys.maxsize

    def leave(started: float, value: Any, obj: Any) -> Any:
        now = perf_counter()
        total.measured += 1
        total.bytes += value.nbytes
        total.seconds += now - started
        if now > traffic.due:
            traffic.flush(now)
        if value.nbytes >= heavy:
            _weigh(obj, pending, value.nbytes)
        if is_notable(obj):
            _note(obj, total)
        return value

    return leave if session.hashes is None else _with_hashes(leave)


def _with_hashes(leave: Any) -> Any:
    """The same in a process whose calls of ``hash`` are watched."""
    from .hashes import sent

    def leave_and_look(started: float, value: Any, obj: Any) -> Any:
        sent(obj)
        return leave(started, value, obj)

    return leave_and_look


def _note(obj: Any, total: Total) -> None:
    from .notable import note

    note(obj, total.channel, total.direction, total.place)


@quiet
def _weigh(item: Any, pending: Any, size: int) -> None:
    from .weights import look

    look(item, executor_task(item, pending.get(item.work_id)), size)


@quiet
def failed(run: Run, buffer: Any, onerror: Any, item: Any) -> None:
    """The feeder thread could not pickle this item, and drops it."""
    run.counted += 1  # what did not cross is none of the total's
    raised, total = sys.exc_info()[1], run.line.total
    if type(buffer) is not Buffer or run.line is buffer.nobody or raised is None:
        return
    # A queue class of the user's may take over what the feeder thread does with an error.
    handled = getattr(onerror, "__module__", _QUEUES[0]) not in _QUEUES
    roots = next((roots for *where, roots in _ENGINES.values() if where == [total.channel, total.direction]), [])
    crossing = Crossing(total.channel, total.direction, total.place, roots, delivered=handled)
    if buffer.pending is not None:
        crossing = executor_task(item, buffer.pending.get(item.work_id))
    bring(*LOOK)
    from .failures import own_pickler, record_failure

    record_failure(item, raised, crossing, own_pickler(buffer.forking))
