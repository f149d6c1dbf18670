"""Journals -> what happened in a run, moment by moment: the records' own clocks, and words without any value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..facts.processes import Moment
from .lines import Record


def moments_of(records: list[Record]) -> Iterator[Moment]:
    """The moments of the processes that multiprocessing started and of the script's own, in no order."""
    totals: dict[tuple[Any, ...], Record] = {}
    known = {record["pid"] for record in records if record["kind"] in ("end", "reaped")}
    told: set[tuple[Any, ...]] = set()
    for record in records:
        if record["kind"] == "crossing":
            totals[_crossing(record)] = record
    for record in records:
        words = _WORDS.get(record["kind"])
        if record["kind"] == "crossing":
            # The first record stands where the first object crossed; the last one has the totals.
            if _crossing(record) in told:
                continue
            told.add(_crossing(record))
            record = {**totals[_crossing(record)], "at": record["at"]}
        if record["kind"] in ("failing", "failure"):
            if (record["pid"], record["number"]) in told:
                continue
            told.add((record["pid"], record["number"]))
        if words is not None:
            kind, text = words(record)
            yield Moment(record["at"], record["pid"], kind, text, record.get("place"), record.get("about"))
    yield from _deaths(records, known)


def _crossing(record: Record) -> tuple[Any, ...]:
    return record["pid"], record["channel"], record["direction"], record["place"]


def _deaths(records: list[Record], known: set[int]) -> Iterator[Moment]:
    """The ends of the processes that wrote down none themselves, when their parents learnt of them."""
    own = {record["pid"] for record in records if record["kind"] == "end"}
    for record in records:
        if record["kind"] == "reaped" and record["about"] not in own:
            yield Moment(record["at"], record["about"], "end", ending(record["status"]), None, None)


def ending(status: int | None) -> str:
    """How a process ended, in words."""
    if status is None:
        return "ends"
    return f"was killed by signal {-status}" if status < 0 else f"ends with status {status}"


def _dump_or_load(record: Record) -> tuple[str, str]:
    verb = "load" if record.get("stage") == "load" else "pickle"
    return "fail", f"{record['channel']}, {record['direction']}: does not {verb}"


def _crosses(record: Record) -> tuple[str, str]:
    times = f"{record['count']:,} x, " if record["count"] != 1 else ""
    weight = f"{record['bytes']:,} bytes" if record["bytes"] else "inherited"
    return "cross", f"{record['channel']}, {record['direction']}: {times}{weight}"


def _raises(record: Record) -> tuple[str, str]:
    where = " before its work began" if record.get("stage") == "starting" else ""
    thread = f"thread {record['thread']} " if record.get("thread") else ""
    return "raise", f"{thread}ends by {record['type'].rpartition('.')[2]}{where}"


_WORDS: dict[str, Callable[[Record], tuple[str, str]]] = {
    "started": lambda record: ("start", f"starts {record['name']}"),
    "child": lambda record: ("begin", "begins its work"),
    "crossing": _crosses,
    "failing": _dump_or_load,
    "failure": _dump_or_load,
    "uncaught": _raises,
    "signalled": lambda record: ("signal", f"sends signal {record.get('signal')}"),
    "pool_broken": lambda record: ("broken", "the pool has lost a worker and its task"),
    "executor_broken": lambda record: ("broken", "the executor has lost a worker and is broken"),
    "received": lambda record: ("receive", f"{record['channel']}: an error comes back"),
    "end": lambda record: ("end", ending(record["status"])),
}
