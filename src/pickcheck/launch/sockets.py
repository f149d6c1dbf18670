"""Records of reads from sockets -> those from which two processes read while both were there.

Which process gets an answer is chance only then: a parent may open a connection for its child, or use one again when the child
is gone, and children may use one in turn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ..facts.surroundings import Hazard
from .lines import Record

Lives = dict[int, tuple[int, float, float]]  # by pid: its parent, and from when to when it was there
_NEVER = float("inf")


def shared_reads(by_kind: dict[str, list[Record]]) -> Iterator[Hazard]:
    """A hazard for each line of a child's that reads so."""
    if not by_kind["socket_read"]:
        return
    lives = _lives(by_kind)
    names = {record["about"]: record["name"] for record in by_kind["started"]}
    readers: dict[int, list[Record]] = defaultdict(list)
    for record in by_kind["socket_read"]:
        readers[record["inode"]].append(record)
    said = set()
    for same in readers.values():
        for one, other in combinations(sorted(same, key=lambda record: record["at"]), 2):
            mine, theirs = (one, other) if other["pid"] not in lives else (other, one)
            if _both(one, other, lives) and mine["place"] not in said:
                said.add(mine["place"])
                facts = {"other": names.get(theirs["pid"], "the script"), "at": theirs["place"]}
                pids = frozenset([one["pid"], other["pid"]])
                yield Hazard("socket", mine["what"], mine["place"], mine["channel"], False, pids, facts)


def _lives(by_kind: dict[str, list[Record]]) -> Lives:
    """The forked children's."""
    ends: dict[int, float] = {}
    for record in [*by_kind["end"], *by_kind["reaped"]]:
        pid = record["about"] if record["kind"] == "reaped" else record["pid"]
        ends[pid] = min(ends.get(pid, _NEVER), record["at"])
    begun = {record["pid"]: record["at"] for record in by_kind["child"]}
    return {
        child: (record["pid"], min(record["at"], begun.get(child, _NEVER)), ends.get(child, _NEVER))
        for record in by_kind["started"]
        if record["method"] == "fork" and (child := record["about"])
    }


def _both(one: Record, other: Record, lives: Lives) -> bool:
    """Whether the two are of a parent and its child, or of two children of one parent, of the time when both were there."""
    (parent, begun, ended), (parents, began, end) = (lives.get(r["pid"], (0, 0.0, _NEVER)) for r in (one, other))
    if parents == one["pid"]:
        return bool(began <= one["at"] <= end)
    if parent == other["pid"]:
        return bool(begun <= other["at"] <= ended)
    return one["pid"] != other["pid"] and parent == parents and began <= ended and begun <= end
