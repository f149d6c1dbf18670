"""Records of memory that forked children copied -> the sums, by the line that started them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..facts.costs import Copied
from .lines import Record


def copied(by_kind: dict[str, list[Record]]) -> Iterator[Copied]:
    """What the children of each line copied, as they last told it."""
    starts = {record["about"]: record for record in by_kind["started"] if record.get("method") == "fork"}
    last = {record["pid"]: record for record in by_kind["copied"] if record["pid"] in starts}
    lines: dict[object, list[int]] = defaultdict(list)
    for pid in last:
        lines[starts[pid]["channel"], starts[pid]["place"]].append(pid)
    for pids in lines.values():
        start, most = starts[pids[0]], max((last[pid] for pid in pids), key=lambda record: int(record["bytes"]))
        size = sum(last[pid]["bytes"] for pid in pids)
        yield Copied(start["channel"], start["place"], len(pids), size, most["of"], tuple(map(_said, most["names"])))


def _said(name: tuple[str, str, str, int]) -> str:
    """A global, as in ``app.WORDS, a list of 1,000,000``."""
    module, variable, kind, count = name
    prefix = "" if module == "__main__" else f"{module}."
    return f"{prefix}{variable}, a {kind} of {count:,}"
