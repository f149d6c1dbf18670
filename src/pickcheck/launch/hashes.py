"""Journals -> hashes of equal values that came out otherwise in another process, where that is of consequence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..facts.surroundings import Difference
from .lines import Record


@dataclass(frozen=True)
class _Hash:
    """One value's hash in one process, and the number made of it, as ``recorder/hashes.py`` writes them."""

    text: str
    reduced: bool
    use: str
    left: bool
    value: str
    hash: int
    made: int
    place: Any
    pid: int
    channel: str
    child: bool

    @property
    def counts(self) -> bool:
        """Whether the child has told others the number, or decided by it."""
        return self.left or self.use == "decides"

    @property
    def may_count(self) -> bool:
        """Whether it is made to be compared with others': which share is whose, where a sequence begins."""
        return self.reduced or self.use == "seed"


def hashed(records: Iterable[Record]) -> Iterator[Difference]:
    """The expressions that gave another number in another process, each once."""
    by_value: dict[str, list[_Hash]] = defaultdict(list)
    for record in records:
        for values in record["values"]:
            one = _Hash(*values, **{key: record[key] for key in ("pid", "channel", "child")})
            by_value[one.value].append(one)
    pairs = [pair for same in by_value.values() for pair in _differing(same)]
    pairs.sort(key=lambda pair: not pair[0].counts)
    said: dict[tuple[str, Any], list[tuple[_Hash, _Hash]]] = defaultdict(list)
    for pair in pairs:
        said[pair[0].text, pair[0].place].append(pair)
    for same_place in said.values():
        yield _difference(same_place)


def _differing(same: list[_Hash]) -> Iterator[tuple[_Hash, _Hash]]:
    """A child's number, and that of another process for an equal value."""
    for one in same:
        if not one.child or not (one.counts or one.may_count):
            continue
        others = [other for other in same if other.pid != one.pid and _differ(one, other)]
        if others:
            yield one, min(others, key=lambda other: other.child)


def _differ(one: _Hash, other: _Hash) -> bool:
    return one.hash != other.hash and (one.text != other.text or one.made != other.made)


def _difference(pairs: list[tuple[_Hash, _Hash]]) -> Difference:
    one, other = pairs[0]
    pids = frozenset(pair[0].pid for pair in pairs)
    return Difference(
        "hash", one.text, str(other.made), str(one.made), one.place, one.channel, None, pids,
        {"counts": one.counts, "use": one.use, "left": one.left, "parents": not other.child, "alike": one.text == other.text},
    )  # fmt: skip
