"""What a run's processes wrote down of Windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..facts import Limit, MissingName, Platform

Record = dict[str, Any]


def platform_of(records: Iterable[Record]) -> Platform:
    """The facts of the platform in all the journals of a run."""
    records = list(records)
    hazards = [(r["hazard"], r["detail"], r["place"]) for r in records if r["kind"] == "hazard"]
    return Platform(
        missing=tuple(_names(records, "missing")),
        unfollowed=tuple(_names(records, "unfollowed")),
        limits=tuple(_limits(records)),
        hazards=tuple(dict.fromkeys(hazards)),
        windows=any(record.get("windows") for record in records if record["kind"] == "started_python"),
    )


def _names(records: list[Record], kind: str) -> Iterator[MissingName]:
    for record in records:
        if record["kind"] == kind:
            yield MissingName(record["pid"], record["module"], record["name"], record["place"], record.get("text", ""))


def _limits(records: list[Record]) -> Iterator[Limit]:
    for record in records:
        if record["kind"] == "limit":
            keys = frozenset(((record["pid"], record["number"]),))
            yield Limit(record["name"], str(record["asked"]), str(record["most"]), record["place"], keys)
