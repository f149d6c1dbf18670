"""What pickles a line's messages: ``ForkingPickler.dumps`` as the standard library has it, and the same with a measuring hook in it."""

from __future__ import annotations

import sys
from time import perf_counter

from . import guard
from .buffers import Line
from .crossings import executor_task
from .dumps import is_notable
from .guard import Hook
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

    from .traffic import Total


def watched(total: Total, pending: Any, forking: Any) -> Line:
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
    from .hash_watch import sent

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
