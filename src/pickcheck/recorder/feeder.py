"""A queue's feeder thread: the pickling is watched there, the place is taken at ``put()``, and both cost next to nothing.

CPython 3.10 to 3.14, Lib/multiprocessing/queues.py: ``_feed`` pickles what it takes from the buffer by
``_ForkingPickler.dumps``.

Who put what is kept in run lengths beside the buffer (``buffers.py``): ``put`` adds one to the run of its line
(``puts.py``), the feeder thread takes as many items for that line, and so counts them all. What pickles them
(``queue_dumps.py``) is the standard library's own; but bytes and seconds are measured for each of a line's first
``MEASURED``, then for every ``SAMPLE``-th.
"""

from __future__ import annotations

from sys import _getframe

from .buffers import NEVER, Buffer, Run, over, uncounted
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


MEASURED, SAMPLE = 4096, 16


def enter_feed(buffer: Any) -> Run:
    """``Queue._feed``, in its thread: the run that its next item is of (one that is over, before the first)."""
    if type(buffer) is Buffer:
        return buffer.taking
    run = Run(uncounted(_getframe(1).f_globals["_ForkingPickler"]))
    run.due = NEVER
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
        return over(buffer.nobody), buffer.nobody.dumps


def _following(buffer: Buffer, last: Run) -> Run:
    _leave_run(last)
    run = over(buffer.nobody)  # for an item that somebody slipped in
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
