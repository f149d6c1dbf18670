"""Journals -> calls of ``map`` with many tasks: how long their workers worked, and how long they waited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ..facts.costs import Mapped
from .lines import Record


def mapped_calls(by_kind: Mapping[str, list[Record]]) -> Iterator[Mapped]:
    """The calls whose tasks' results came back to a known place; each call's last record of every worker counts."""
    parents = {record["pid"]: record["parent"] for record in by_kind.get("child", ())}
    sent = _sent(by_kind.get("crossing", ()))
    started = Counter(
        (r["pid"], r["channel"], r["place"]) for r in by_kind.get("started", ())
    )  # they count as sent, too
    last = {(r["pid"], r["channel"], r["call"]): r for r in by_kind.get("worked", ())}
    for call in by_kind.get("mapped", ()):
        key = call["channel"], call["call"]
        works = [r for (pid, *its), r in last.items() if tuple(its) == key and parents.get(pid) == call["pid"]]
        where = call["pid"], call["channel"], call["place"]
        count, size = sent.get(where, (0, 0))
        count -= started[where]
        if works and count > 0:
            yield Mapped(
                call["channel"], call["place"], len(works), sum(r["tasks"] for r in works), max(r["items"] for r in works),
                sum(r["seconds"] for r in works), sum(r["span"] for r in works), count, size,
            )  # fmt: skip


def _sent(crossings: list[Record] | tuple[()]) -> dict[tuple[int, str, object], tuple[int, int]]:
    """Count and bytes of what went to children, by process, channel and place."""
    totals = (r for r in crossings if r["direction"] == "to child")
    return {(r["pid"], r["channel"], r["place"]): (r["count"], r["bytes"]) for r in totals}
