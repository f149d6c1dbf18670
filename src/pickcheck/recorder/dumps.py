"""The hooks on pickling itself: count what crossed, and when a dump failed find out what in it did.

CPython 3.10 to 3.14: Lib/multiprocessing/reduction.py ``dump`` and ``ForkingPickler.dumps``.
"""

from __future__ import annotations

import sys
from _thread import get_ident
from sys import _getframe

from .crossings import Crossing, of_dumps
from .labels import label_of, local
from .later import bring
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .traffic import Total

_traffic = session.traffic
LOOK = ("recorder.failures", "pickling.probe")
# Their errors carry a traceback along, and what else is in their messages is the user's only further down.
_TASKS = frozenset(("pool", "executor", "loky", "joblib"))


# ---------------------------------------------------------------- ForkingPickler.dumps


def leave_dumps(started: float, value: Any, obj: Any) -> Any:
    """Count a message of a pipe, a task, a call of a manager; a queue's have a hook of their own (``feeder.py``)."""
    try:
        frame = _getframe(2)
        total = _total(of_dumps(frame, obj, failed=False)) if label_of(frame.f_code) else None
        if total is not None:
            _traffic.add(total, value.nbytes, started)
            if total.channel not in _TASKS and is_notable(obj):
                from .notable import note

                note(obj, total.channel, total.direction, total.place)
            if value.nbytes >= session.heavy:
                from .weights import look

                look(obj, of_dumps(frame, obj, failed=False), value.nbytes)
        if session.random is not None:
            from .rng import result_sent

            result_sent(frame, obj)
        if session.changes is not None:
            session.changes.sent(obj, frame)
        if session.hashes is not None:
            from .hash_watch import result_sent as hashes_sent

            hashes_sent(frame, obj)
        if session.pages is not None:
            from .memory import look as look_at_memory

            look_at_memory(started)
    except Exception as error:
        session.trouble("leave_dumps", error)
    return value


@quiet
def error_dumps(started: float, obj: Any) -> None:
    """A message that does not pickle."""
    error = sys.exc_info()[1]
    bring(*LOOK, "recorder.result_crossings")
    from .failures import own_pickler, record_failure

    frame = _getframe(3)  # quiet's frame, the guarded dumps, and who called that
    crossing = of_dumps(frame, obj, failed=True) if label_of(frame.f_code) else None
    if crossing is not None and error is not None:
        record_failure(obj, error, crossing, own_pickler(_getframe(2).f_globals["ForkingPickler"]))


def is_notable(obj: Any) -> bool:
    """Whether a message is an exception or an ``object()``, or has one among its first parts; no class is asked."""
    if type(obj) is tuple or type(obj) is list:
        return any(type(part) is object or issubclass(type(part), BaseException) for part in obj[:8])
    return type(obj) is object or issubclass(type(obj), BaseException)


def _total(crossing: Crossing | None) -> Total | None:
    return session.total(crossing.channel, crossing.direction, crossing.place) if crossing is not None else None


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
        session.trouble("leave_dump", error)


class Counted:
    """The pipe to a child, which cannot tell its position (Windows: popen_spawn_win32), and what was written to it."""

    sizes: dict[int, int] = {}  # noqa: RUF012 - by thread, what was pickled for the child that it starts

    def __init__(self, file: Any) -> None:
        self._write = file.write

    def write(self, data: Any) -> Any:
        """Write, and count."""
        thread, size = get_ident(), data.nbytes if isinstance(data, memoryview) else len(data)
        self.sizes[thread] = self.sizes.get(thread, 0) + size
        return self._write(data)


def _count_start(started: float, obj: Any, file: Any) -> None:
    from .processes import start_crossing

    frame = _getframe(3)
    crossing = start_crossing(frame, obj)
    # The preparation data goes first into the same file; with the process object it is one crossing.
    if crossing is None or crossing.place is None or obj is not local(frame, "process_obj"):
        return
    total = session.total(crossing.channel, crossing.direction, crossing.place)
    if total is not None:
        size = Counted.sizes.pop(get_ident(), None)
        session.traffic.add(total, file.tell() if size is None else size, started)
    if session.changes is not None:
        session.changes.sent(obj, frame)
    if get_ident() in session.suspects:
        session.suspects.discard(get_ident())
        crossing.delivered = False
        from .failures import record_failure

        record_failure(obj, RuntimeError("a lock made for fork is sent to a process that is not forked"), crossing)


@quiet
def error_dump(started: float, obj: Any, file: Any) -> None:
    """A process object that does not pickle."""
    bring(*LOOK)
    from .failures import own_pickler, record_failure
    from .processes import start_crossing

    Counted.sizes.pop(get_ident(), None)
    crossing = start_crossing(_getframe(3), obj)
    error = sys.exc_info()[1]
    if crossing is not None and error is not None:
        record_failure(obj, error, crossing, own_pickler(_getframe(2).f_globals["ForkingPickler"]))
