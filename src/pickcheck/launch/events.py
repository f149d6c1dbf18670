"""Records that are neither dumps, loads nor ends -> events and unread errors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..facts import RawPlace
from ..facts.processes import Event
from ..facts.runs import Unread
from .executables import wrong_executables
from .lines import Record
from .waiting import read_at

Key = tuple[int, int]

# recorder/startup.py, recorder/workers.py, recorder/results.py
KINDS = frozenset(
    [
        "context_lost",
        "context_set",
        "daemonic",
        "executor_broken",
        "long_path",
        "main_again",
        "manager_copy",
        "manager_gone",
        "method_set",
        "object_arrived",
        "pool_broken",
        "sentinel",
        "twin",
    ]
)
_FRAME = frozenset(["kind", "at", "pid", "ppid", "place", "number", "numbers", "about"])


def events_of(records: list[Record]) -> Iterator[Event]:
    """The events, in no order; one in a child without code of the user's stands where the child was started."""
    starts = {record["about"]: record["place"] for record in records if record["kind"] == "started"}
    for record in records:
        if record["kind"] in KINDS:
            numbers = [*record.get("numbers", ()), *([record["number"]] if "number" in record else [])]
            details = {name: value for name, value in record.items() if name not in _FRAME}
            keys = frozenset((record["pid"], number) for number in numbers)
            place = record.get("place") or starts.get(record["pid"])
            if record["kind"] == "object_arrived":
                details["source"] = read_at(place)
            yield Event(record["kind"], record["pid"], place, details, keys)
    yield from wrong_executables(records)


def unread_of(records: list[Record], delivered: set[Key]) -> Iterator[Unread]:
    """Errors that came back from tasks and were never read, where no error of a task from that place was."""
    places: dict[tuple[str, RawPlace | None], list[Record]] = defaultdict(list)
    for record in records:
        if record["kind"] == "received" and record["channel"] in ("pool", "executor"):
            places[record["channel"], record["place"]].append(record)
    for (channel, place), same in places.items():
        if place is not None and not any((r["pid"], r["number"]) in delivered for r in same):
            raised = same[0]["raised"]
            yield Unread(channel, place, (raised["type"], raised["message"]), len(same))
