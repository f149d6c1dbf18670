"""What a process that could not load a thing does not know of it: who sent it, from where, and who heard of it."""

from __future__ import annotations

from dataclasses import dataclass

from ..facts import RawPlace
from .lines import Record

Key = tuple[int, int]


@dataclass(frozen=True)
class Sent:
    """Where a thing that did not load was sent, and the errors (by process and number) that tell of it elsewhere.

    offset: the index, in the iterable that a ``map`` was given, of the first item in its part.
    """

    place: RawPlace | None = None
    keys: frozenset[Key] = frozenset()
    offset: int = 0


class Tasks:
    """The processes that were started, and the tasks that pools and executors had when a worker was lost."""

    def __init__(self, records: list[Record]) -> None:
        starts = [record for record in records if record["kind"] == "started"]
        self._started = {record["about"]: _with_place(record, starts) for record in starts}
        self._broken = [record for record in records if record["kind"] in ("pool_broken", "executor_broken")]

    def sent(self, record: Record) -> Sent:
        """Of a thing that did not load, and was sent by another process than the one that tells of it."""
        pid, job = record["pid"], record["job"]
        if job is None:
            started = self._started.get(pid)
            one = record["direction"] == "to child" and record["place"] is None and started is not None
            place = started["place"] if one and started is not None else None
            return Sent(place, self._told({pid}))
        owner = pid if record["direction"] == "to parent" else self._started.get(pid, {}).get("pid")
        for broken in self._broken:
            places = {number: (place, size) for number, place, size in broken["jobs"]}
            if broken["pid"] == owner and job[0] in places:
                place, size = places[job[0]]
                return Sent(place, _keys(broken), job[1] * size)
        return Sent(None, self._told({pid}))

    def _told(self, pids: set[int]) -> frozenset[Key]:
        return frozenset().union(*(_keys(broken) for broken in self._broken if pids & set(broken["pids"])))

    def noticed(self, delivered: set[Key]) -> set[int]:
        """The workers whose end broke an executor, where the script's own code was told by the executor's error."""
        told = [broken for broken in self._broken if _keys(broken) & delivered]
        return {pid for broken in told for pid in broken["pids"]}


def _with_place(start: Record, starts: list[Record]) -> Record:
    """A worker that a pool's thread started in the place of another comes of the line that made the pool, where there is one."""
    if start["place"] is not None or not start.get("again"):
        return start
    mine = [other for other in starts if (other["pid"], other["channel"]) == (start["pid"], start["channel"])]
    places = {other["place"] for other in mine if other["place"] is not None}
    return {**start, "place": places.pop()} if len(places) == 1 else start


def _keys(broken: Record) -> frozenset[Key]:
    return frozenset((broken["pid"], number) for number in broken.get("numbers", ()))
