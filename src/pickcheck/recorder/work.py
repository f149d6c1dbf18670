"""How long a worker works on its tasks, and how long it waits for them: the sums, by call.

Called for every task, so nothing but sums; a record at a worker's 64th task of a call, its 128th, and so on. CPython 3.10 to
3.14: Lib/multiprocessing/pool.py ``worker``; Lib/concurrent/futures/process.py ``_process_worker``.
"""

from __future__ import annotations

import sys
from time import perf_counter

from .classes import is_loaded_twice
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FIRST = 64  # tasks of one call in one worker
LOOKS = 50  # tasks of a worker that has the script twice
CALLS = 32  # that are known at a time: each apply() is one


class Work:
    """What one worker has done for one call; ``began``: when it got the first task."""

    __slots__ = ("began", "due", "seconds", "tasks")

    def __init__(self, began: float) -> None:
        self.began, self.seconds, self.tasks, self.due = began, 0.0, 0, FIRST


_works: dict[Any, Work] = {}


class Twice:
    """Whether this worker has the script twice (``twins.py``): ``modules``, how many were loaded when that was last asked;
    ``left``, how many tasks are still looked at.
    """

    def __init__(self) -> None:
        self.modules, self.left = 0, 0

    def look(self, args: Any, kwargs: Any, items: Any) -> None:
        """At what the task was called with, or at the items of an iterable, each of which may be a tuple of that."""
        if len(sys.modules) != self.modules:
            self.modules, self.left = len(sys.modules), LOOKS if is_loaded_twice() else 0
        if self.left:
            from .twins import note_task

            self.left = 0 if note_task(args, kwargs, items) else self.left - 1


_twice = Twice()


def pool_task_done(job: int, func: Any, args: Any, taken: float) -> None:
    """``pool.worker``: a task that was taken then is done, its result about to be sent. Never raises."""
    try:
        chunked = getattr(func, "__name__", "") in ("mapstar", "starmapstar")
        items = args[0][1] if chunked else None
        _done("pool", job, taken, items or "1")
        if len(sys.modules) != _twice.modules or _twice.left:
            _twice.look(() if chunked else args, {}, items)
    except Exception as error:
        session.trouble("pool_task_done", error)


def executor_task_done(item: Any, taken: float) -> None:
    """``_process_worker``: the same for ``Executor.map``, whose call is known by the function. Never raises."""
    try:
        name = mapped(item.fn)
        if name is not None:
            _done("executor", name, taken, item.args[0])
        if len(sys.modules) != _twice.modules or _twice.left:
            _twice.look(() if name else item.args, item.kwargs, item.args[0] if name else None)
    except Exception as error:
        session.trouble("executor_task_done", error)


def _done(channel: str, call: Any, taken: float, items: Any) -> None:
    now = perf_counter()
    work = _works.get(call)
    if work is None:
        while len(_works) >= CALLS:
            del _works[next(iter(_works))]
        work = _works[call] = Work(taken)
    work.tasks += 1
    work.seconds += now - taken
    if work.tasks >= work.due:
        work.due = 2 * work.tasks
        session.journal.write(
            "worked", channel=channel, call=call, tasks=work.tasks, items=len(items), seconds=work.seconds,
            span=now - work.began,
        )  # fmt: skip


def mapped(fn: Any) -> str | None:
    """The name of the function that this call item of ``Executor.map`` calls; None for one of ``submit``."""
    if getattr(getattr(fn, "func", None), "__name__", "") != "_process_chunk":
        return None
    return str(getattr(fn.args[0], "__qualname__", "?"))


def came_back(channel: str, call: Any, place: Any) -> None:
    """In the parent: this call's results come back to this place, many of them."""
    session.journal.write("mapped", channel=channel, call=call, place=place)
