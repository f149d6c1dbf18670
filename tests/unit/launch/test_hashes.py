"""Hashes of equal values in several processes: which pairs are worth a word."""

from __future__ import annotations

from typing import Any

import pytest

from pickcheck.facts.surroundings import Difference
from pickcheck.launch.hashes import hashed

PLACE = ("app.py", 3, "work")


def value(**facts: Any) -> tuple[Any, ...]:
    base = {"text": "hash(k) % 4", "reduced": True, "use": "", "left": False, "value": "'a'", "hash": 17, "made": 1}
    return (*{**base, **facts}.values(), PLACE)


def record(pid: int, *values: tuple[Any, ...], child: bool = True) -> dict[str, Any]:
    return {"kind": "hashed", "pid": pid, "channel": "process", "child": child, "values": values}


def found(*records: dict[str, Any]) -> list[Difference]:
    return list(hashed(records))


def test_two_children() -> None:
    """The same expression, an equal value, another number."""
    (one,) = found(record(2, value(left=True)), record(3, value(hash=18, made=2, left=True)))
    assert (one.subject, one.mine, one.theirs, one.pids) == ("hash(k) % 4", "1", "2", {2, 3})
    assert one.facts["counts"] and not one.facts["parents"]


def test_the_parents_number_is_the_one_to_compare_with() -> None:
    """However many children there are."""
    ours = record(1, value(hash=9, made=3), child=False)
    (one,) = found(record(2, value(left=True)), record(3, value(hash=18, made=2)), ours)
    assert one.theirs == "3" and one.facts["parents"]


@pytest.mark.parametrize(
    "other",
    [
        record(3, value()),  # the same seed
        record(3, value(hash=18)),  # by chance in the same share
        record(3, value(value="'b'", hash=18, made=2)),
        record(2, value(hash=18, made=2)),  # itself
    ],
)
def test_nothing_was_seen_to_differ(other: dict[str, Any]) -> None:
    """Another value, the same outcome, the same process."""
    assert found(record(2, value(left=True)), other) == []


def test_a_whole_hash_that_stays_is_the_process_own() -> None:
    """It is a key of its own; a share, or a seed, is a hazard at least."""
    other = record(1, value(hash=18, made=2), child=False)
    assert found(record(2, value(reduced=False, text="hash(k)")), other) == []
    assert [one.facts["counts"] for one in found(record(2, value()), other)] == [False]
    seed = value(reduced=False, text="hash(k)", use="seed")
    assert [one.facts["counts"] for one in found(record(2, seed), other)] == [False]
    assert [one.facts["counts"] for one in found(record(2, value(use="decides")), other)] == [True]


def test_what_the_parent_alone_does_is_no_fault() -> None:
    """Its numbers are what the others' are compared with."""
    assert found(record(1, value(left=True), child=False)) == []
