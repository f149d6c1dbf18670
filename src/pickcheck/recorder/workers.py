"""The workers of pools and executors: what they died of before or between tasks, and which tasks they took along.

CPython 3.10 to 3.14: Lib/multiprocessing/pool.py ``worker``, ``Pool._join_exited_workers``; Lib/concurrent/futures/
process.py ``_process_worker``, ``_ExecutorManagerThread.terminate_broken``.
"""

from __future__ import annotations

import sys

from .labels import local
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PENDING = 50  # tasks of a broken pool whose place is kept
STACKS_EVERY = 1.0  # seconds
_REAPING = 50  # milliseconds


@quiet
def error_pool_worker(_token: None, initializer: Any) -> None:
    """``pool.worker``: what it does not survive; its initializer, when no task was looked for yet."""
    frame = sys._getframe(2)
    if initializer is not None and local(frame, "completed") is None:
        session.initializing = True


@quiet
def caught_executor_worker(_token: None, initializer: Any) -> None:
    """``_process_worker``, in each of its ``except`` clauses: that of the initializer, when there is no task yet."""
    error, frame = sys.exc_info()[1], sys._getframe(2)
    if initializer is not None and local(frame, "num_tasks") is None and local(frame, "call_item") is None:
        from .exceptions import uncaught

        session.journal.write("uncaught", stage="initializer", **uncaught(error))  # type: ignore[arg-type]


def enter_join_exited(pool: Any) -> list[Any]:
    """``Pool._join_exited_workers``, as often as a task is done: the workers there are."""
    if session.deaf:
        _tell_stacks()
    return list(pool)


@quiet
def _tell_stacks() -> None:
    """After the thread that takes a pool's results has died, its other threads run in circles without end: CPython's
    ``_wait_for_updates`` finds an unread result each time. Such a process must not be asked by a signal.
    """
    from time import monotonic

    if monotonic() < _Told.due:
        return
    _Told.due = monotonic() + STACKS_EVERY
    from .stacks import tell

    tell()


class _Told:
    """When stacks are told again (``time.monotonic``)."""

    due = 0.0


def leave_join_exited(workers: list[Any], cleaned: Any, pool: Any) -> Any:
    """Perhaps a worker has ended."""
    if cleaned:
        _note_lost(workers, pool)
    return cleaned


@quiet
def _note_lost(workers: list[Any], pool: Any) -> None:
    """A worker that has ended, and not well: which tasks wait for a result now."""
    lost = [
        worker for worker in workers if worker not in pool and worker._popen is not None and worker._popen.returncode
    ]
    if not lost:
        return
    session.traffic.flush()
    frame: Any = sys._getframe(3)
    cache = None
    while frame is not None and cache is None:
        cache = local(frame, "cache")
        frame = frame.f_back
    jobs = [_job(job, result) for job, result in list((cache or {}).items())[:_PENDING]]
    session.journal.write("pool_broken", pids=[worker.pid for worker in lost], jobs=jobs)


def _job(job: int, result: Any) -> tuple[int, Any, int]:
    """A task that waits for its result: its number, the place of the call, the size of a part of a ``map``."""
    size = getattr(result, "_chunksize", None) or getattr(result, "_pickcheck_chunk", None)
    return job, getattr(result, "_pickcheck_place", None), size or 1


@quiet
def enter_broken(thread: Any) -> list[Any]:
    """``terminate_broken``: a worker has died; the tasks that were not done, and the processes that there were."""
    jobs = [
        (work, getattr(item.future, "_pickcheck_place", None), getattr(item.future, "_pickcheck_index", None) or 0)
        for work, item in thread.pending_work_items.items()
    ]
    processes = thread.processes or {}
    _wait_for_the_dead(list(processes.values()))
    return [[item.future for item in thread.pending_work_items.values()], jobs[:_PENDING], list(processes)]


def _wait_for_the_dead(processes: list[Any]) -> None:
    """Learn how the worker ended before it is terminated as if it were alive; its pipe is closed just before it ends."""
    from time import sleep

    for _ in range(_REAPING):
        if any(process.exitcode is not None for process in processes):
            return
        sleep(0.001)


@quiet
def leave_broken(token: Any, value: Any, thread: Any) -> Any:
    """The futures have got their error by now."""
    futures, jobs, pids = token
    session.traffic.flush()
    numbers = []
    for future in futures:
        error = getattr(future, "_exception", None)
        if error is not None:
            number = session.known(error)
            numbers.append(session.number(error) if number is None else number)
    from .exceptions import describe

    raised = describe(futures[0]._exception) if futures else {}
    session.journal.write("executor_broken", numbers=sorted(set(numbers)), pids=pids, jobs=jobs, raised=raised)
    return value
