"""The hooks on pickling itself: count what crossed, and when a dump failed find out what in it did.

CPython 3.10 to 3.14: Lib/multiprocessing/reduction.py ``dump`` and ``ForkingPickler.dumps``, Lib/multiprocessing/
queues.py ``Queue._feed`` and ``_reset``.
"""

from __future__ import annotations

import sys
from _thread import get_ident
from sys import _getframe
from time import perf_counter

from .crossings import Crossing, executor_task, of_dumps
from .failures import record_failure
from .labels import label_of
from .places import USER, kind_of, user_place
from .processes import start_crossing
from .session import quiet, session
from .traffic import Total

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import deque
    from types import FrameType
    from typing import Any
else:
    from _collections import deque  # the package collections would be one import more

_feeders, _traffic = session.feeders, session.traffic


class Buffer(deque):  # type: ignore[type-arg,misc,unused-ignore]
    """A queue's buffer that keeps the place of each ``put()`` for the feeder thread, which pickles later.

    ``append`` is called with the queue's lock held, so both lists stay in step. ``places`` holds, for each item, its
    running total, and for an executor's items their work item (the place is that of ``submit()``). ``known``: totals
    by the line of the user's that calls ``put()`` itself, since a message should cost next to nothing.
    """

    __slots__ = ("known", "pending", "places")

    def __init__(self, pending: Any) -> None:
        super().__init__()
        self.places: deque[Any] = deque()
        self.known: dict[tuple[int, int], Total] = {}
        self.pending = pending

    def append(self, item: Any) -> None:
        try:
            frame = _getframe(2)
            origin = self.known.get((id(frame.f_code), frame.f_lasti))
            self.places.append(self._origin(item, frame) if origin is None else origin)
        except Exception:
            self.places.append(None)
        super().append(item)

    def _origin(self, item: Any, frame: FrameType) -> Any:
        if self.pending is not None:
            return self.pending.get(getattr(item, "work_id", None))
        total = session.total("queue", None, user_place(frame))
        if total is not None and kind_of(frame.f_code.co_filename) == USER:
            self.known[id(frame.f_code), frame.f_lasti] = total
        return total

    def clear(self) -> None:
        self.places.clear()
        super().clear()


@quiet
def leave_reset(_token: None, value: None, queue: Any) -> None:
    """``Queue._reset``: its new, empty buffer becomes one that keeps places."""
    if type(queue._buffer) is deque and not queue._buffer:
        queue._buffer = Buffer(getattr(queue, "pending_work_items", None))


@quiet
def enter_feed(buffer: Any) -> None:
    """``Queue._feed``, in its thread: the dumps of this thread are of this buffer's items."""
    if isinstance(buffer, Buffer):
        session.feeders[get_ident()] = buffer


# ---------------------------------------------------------------- ForkingPickler.dumps


def leave_dumps(started: float, value: Any, obj: Any) -> Any:
    """Count it. Called for every message: the fast way for a queue's items comes first."""
    try:
        buffer = _feeders.get(get_ident())
        if buffer is None:
            frame = _getframe(2)
            total = _total(of_dumps(frame, obj)) if label_of(frame.f_code) else None
        else:
            total = buffer.places.popleft()
            if total.__class__ is not Total:
                total = _total(_of_work(obj, total))
        if total is not None:
            now = perf_counter()
            total.count += 1
            total.bytes += value.nbytes
            total.seconds += now - started
            if now > _traffic.due:
                _traffic.flush(now)
    except Exception as error:
        session.journal.write("trouble", hook="leave_dumps", error=type(error).__name__, text=str(error)[:300])
    return value


@quiet
def error_dumps(started: float, obj: Any) -> None:
    """A message that does not pickle."""
    error = sys.exc_info()[1]
    frame = _getframe(3)  # quiet's frame, the guarded dumps, and who called that
    buffer = session.feeders.get(get_ident())
    if buffer is None:
        crossing = of_dumps(frame, obj) if label_of(frame.f_code) else None
    else:
        crossing = _of_fed(obj, buffer.places.popleft(), frame)
    if crossing is not None and error is not None:
        record_failure(obj, error, crossing)


def _of_work(item: Any, work: Any) -> Crossing | None:
    return executor_task(item, work) if work is not None else None


def _of_fed(obj: Any, origin: Any, frame: Any) -> Crossing | None:
    if type(origin) is not Total:
        return _of_work(obj, origin)
    handler = frame.f_locals.get("onerror")
    # A queue class of the user's may take over what the feeder thread does with an error.
    handled = getattr(handler, "__module__", "multiprocessing.queues") != "multiprocessing.queues"
    return Crossing(origin.channel, origin.direction, origin.place, [], delivered=handled)


def _total(crossing: Crossing | None) -> Total | None:
    if crossing is None:
        return None
    if crossing.direction == "to parent" and crossing.channel in ("pool", "executor", "manager"):
        return None  # counted where it arrives: only there the call that asked for it is known
    return session.total(crossing.channel, crossing.direction, crossing.place)


# ---------------------------------------------------------------- reduction.dump


@quiet
def enter_lock_state(lock: Any) -> None:
    """``SemLock.__getstate__`` before 3.11.5: a lock made for fork, unlinked, which crashes the child it is sent to."""
    popen = sys.modules["multiprocessing.context"].get_spawning_popen()
    if sys.platform != "win32" and lock._semlock.name is None and getattr(popen, "method", "fork") != "fork":
        session.suspects.add(get_ident())


def leave_dump(started: float, value: None, obj: Any, file: Any) -> None:
    """A process object that was pickled for its child."""
    try:
        _count_start(started, obj, file)
    except Exception as error:
        session.journal.write("trouble", hook="leave_dump", error=type(error).__name__, text=str(error)[:300])


def _count_start(started: float, obj: Any, file: Any) -> None:
    frame = _getframe(3)
    crossing = start_crossing(frame, obj)
    # The preparation data goes first into the same file; with the process object it is one crossing.
    if crossing is None or crossing.place is None or obj is not frame.f_locals["process_obj"]:
        return
    total = session.total(crossing.channel, crossing.direction, crossing.place)
    if total is not None:
        session.traffic.add(total, file.tell(), started)
    if get_ident() in session.suspects:
        session.suspects.discard(get_ident())
        crossing.delivered = False
        record_failure(obj, RuntimeError("a lock made for fork is sent to a process that is not forked"), crossing)


@quiet
def error_dump(started: float, obj: Any, file: Any) -> None:
    """A process object that does not pickle."""
    crossing = start_crossing(_getframe(3), obj)
    error = sys.exc_info()[1]
    if crossing is not None and error is not None:
        record_failure(obj, error, crossing)


clock = perf_counter
