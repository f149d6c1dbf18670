"""Failures without end: a loop that fails at one place, again and again, costs a number and not a record each.

A script may send what does not pickle in a loop that catches the error; a record for each would fill the disk and take the
reader hours. The errors of later failures are known by the number of the last that was written down: what becomes of them is
told of that one.
"""

from __future__ import annotations

from time import perf_counter

from .places import Place
from .session import session

RECORDS_PER_PLACE = 1000
_floods: dict[tuple[str, Place | None], _Flood] = {}


class _Flood:
    """The failures at a place beyond those that were written down; ``Traffic`` asks it to settle as its totals."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.count = self.written = 0

    def settle(self) -> None:
        if self.count != self.written:
            self.written = self.count
            session.journal.write("more_failures", number=self.number, count=self.count)


def counted(key: tuple[str, Place | None], error: BaseException) -> bool:
    """Whether failures at this place are only counted by now; then this one is, and known by the number of the last record.

    The traffic's next flush, or its last, writes the count down.
    """
    flood = _floods.get(key)
    if flood is None or flood not in session.traffic.running:  # none, or in a forked child the parent's
        return False
    flood.count += 1
    session.raised[id(error), type(error)] = flood.number
    now = perf_counter()
    if now > session.traffic.due:
        session.traffic.flush(now)
    return True


def written(key: tuple[str, Place | None], count: int, number: int, job: object) -> None:
    """The ``count``-th failure at this place has been written down, under this number: it may be the last that is.

    One of a task never is: what comes back for a task is its own.
    """
    if count >= RECORDS_PER_PLACE and job is None:
        flood = _floods[key] = _Flood(number)
        session.traffic.running.add(flood)


def forget() -> None:
    """From now on every place may fail as often as in a new process."""
    _floods.clear()
