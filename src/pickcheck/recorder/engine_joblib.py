"""joblib: the call of ``Parallel`` is the user's line, whichever thread hands out the tasks.

joblib 1.4 to 1.6: parallel.py ``Parallel``; pool.py, the backend "multiprocessing": a pool of multiprocessing's with
queues that have a pickler of joblib's.
"""

from __future__ import annotations

import sys
from _thread import get_ident
from sys import _getframe

from .crossings import Crossing, of_pool
from .engine_loky import batch_roots, with_reducers
from .failures import record_failure
from .labels import local
from .places import definition, user_place
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any


@quiet
def enter_call(parallel: Any) -> None:
    """``Parallel.__call__``: the user's line."""
    parallel._pickcheck_place = user_place(_getframe(2))


@quiet
def enter_dispatch(parallel: Any) -> None:
    """``Parallel._dispatch``, later also in a thread that no code of the user's called."""
    session.stand_ins[get_ident()] = getattr(parallel, "_pickcheck_place", None)


@quiet
def leave_dispatch(_token: None, value: Any, parallel: Any) -> Any:
    """The task has been handed over."""
    session.stand_ins.pop(get_ident(), None)
    return value


@quiet
def error_dispatch(_token: None, parallel: Any) -> None:
    """It has not."""
    session.stand_ins.pop(get_ident(), None)


# ---------------------------------------------------------------- backend "multiprocessing"


def failed(pickler: Any, reducers: Any, obj: Any) -> None:
    """A task or a result that joblib's queue could not pickle."""
    try:
        error = sys.exc_info()[1]
        crossing = _crossing(_getframe(1), obj, failed=True)
        if crossing is not None and error is not None:
            record_failure(obj, error, crossing, with_reducers(pickler, reducers))
    except Exception as trouble:
        session.trouble("engine_joblib.failed", trouble)


def sent(obj: Any, buffer: Any, started: float) -> None:
    """It could."""
    try:
        crossing = _crossing(_getframe(1), obj, failed=False)
        total = session.total(crossing.channel, crossing.direction, crossing.place) if crossing is not None else None
        if total is not None:
            session.traffic.add(total, buffer.tell(), started)
    except Exception as trouble:
        session.trouble("engine_joblib.sent", trouble)


def _crossing(send: FrameType, obj: Any, failed: bool) -> Crossing | None:
    """As of any pool, but what the user wrote lies deeper: ``obj[2]`` is a wrapper, and it holds several calls."""
    sender = send.f_back
    while sender is not None and sender.f_code.co_name == "put":
        sender = sender.f_back
    crossing = of_pool(sender, obj, failed)
    if crossing is None:
        return None
    if crossing.direction == "to child":
        crossing.roots = batch_roots("obj[2].func", getattr(obj[2], "func", None))
        return crossing
    batch: Any = getattr(local(sender, "func"), "func", None)
    calls = len(batch_roots("", batch)) // 3
    crossing.roots = [(f"obj[2][1][{number}]", "result", 0) for number in range(calls)] + crossing.roots
    if calls:
        crossing.place = definition(batch.items[0][0])
    return crossing
