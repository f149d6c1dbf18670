"""What crossed, summed up by place: count, bytes, seconds.

The totals are written to the journal when they are first known, then at most every ``INTERVAL`` seconds while
they grow, and at the end: a process that is killed loses a moment's counts, never a whole crossing.
"""

from __future__ import annotations

from time import perf_counter

from .journal import Journal
from .places import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

INTERVAL = 0.1


class Total:
    """One crossing's running totals in this process."""

    __slots__ = ("bytes", "channel", "count", "direction", "measured", "place", "seconds", "written")

    def __init__(self, channel: str, direction: str, place: Place | None) -> None:
        self.channel, self.direction, self.place = channel, direction, place
        self.count = self.bytes = self.measured = self.written = 0
        self.seconds = 0.0


class Traffic:
    """The totals of this process, by channel, direction and place.

    running: what counts by itself, and tells the totals when it is asked to ``settle()`` (``feeder.py``).
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._totals: dict[tuple[str, str, Place | None], Total] = {}
        self.running: set[Any] = set()
        self.due = 0.0
        self.interval = INTERVAL

    def total(self, channel: str, direction: str, place: Place | None) -> Total:
        """The running total of this crossing, made at its first use."""
        key = (channel, direction, place)
        total = self._totals.get(key)
        if total is None:
            total = self._totals.setdefault(key, Total(channel, direction, place))
            self.due = 0.0
        return total

    def add(self, total: Total, size: int, started: float) -> None:
        """One more crossing of ``size`` bytes whose pickling began at ``started`` (perf_counter's seconds)."""
        now = perf_counter()
        total.count += 1
        total.measured += 1
        total.bytes += size
        total.seconds += now - started
        if now > self.due:
            self.flush(now)

    def flush(self, now: float | None = None) -> None:
        """Write the totals that grew since they were last written."""
        self.due = (perf_counter() if now is None else now) + self.interval
        for run in list(self.running):
            run.settle()
        for total in list(self._totals.values()):
            if total.count != total.written:
                total.written = total.count
                self._journal.write("crossing", **_facts(total))

    def forget(self) -> None:
        """Begin anew: a forked child inherits its parent's totals, which are not its own."""
        self._totals.clear()
        self.running.clear()
        self.due = 0.0


def _facts(total: Total) -> dict[str, Any]:
    # Of a queue with very many messages only a sample is measured: the rest is taken to be alike.
    scale = total.count / total.measured if total.measured else 1
    facts = {name: getattr(total, name) for name in ("channel", "direction", "place", "count")}
    return {**facts, "bytes": round(total.bytes * scale), "seconds": total.seconds * scale}
