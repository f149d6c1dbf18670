"""How long workers work on tasks and wait for them -> a note, where sending is most of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pickcheck.facts.costs import Mapped
from pickcheck.facts.runs import RunFacts
from pickcheck.facts.surroundings import Surroundings
from pickcheck.launch.surroundings import read
from pickcheck.rules import Said, chunk_too_small
from pickcheck.rules.rule import RunView
from pickcheck.thresholds import Thresholds

PLACE = ("app.py", 3, "<module>")
SMALL = Mapped("pool", PLACE, 2, 4000, 1, 0.008, 0.4, 4000, 100_000)


def said(one: Mapped, **thresholds: Any) -> list[Said]:
    facts = RunFacts(1, (), (), (), (), (), surroundings=Surroundings(mapped=(one,)))
    return list(chunk_too_small.RULE.find(RunView("fork", 0, "", 1.0, facts, thresholds=Thresholds(**thresholds))))


def records(**sent: Any) -> list[dict[str, Any]]:
    crossing = {"kind": "crossing", "pid": 1, "channel": "pool", "direction": "to child", "place": PLACE, "count": 70}
    worked = {"kind": "worked", "channel": "pool", "call": 0, "items": 1}
    return [
        {"kind": "child", "pid": 2, "parent": 1},
        {"kind": "child", "pid": 3, "parent": 1},
        {"kind": "child", "pid": 4, "parent": 9},
        {**worked, "pid": 2, "tasks": 64, "seconds": 0.1, "span": 1.0},
        {**worked, "pid": 2, "tasks": 128, "seconds": 0.2, "span": 2.0},
        {**worked, "pid": 3, "tasks": 64, "seconds": 0.1, "span": 1.0},
        {**worked, "pid": 4, "tasks": 64, "seconds": 0.1, "span": 1.0},
        {"kind": "mapped", "pid": 1, "channel": "pool", "call": 0, "place": PLACE},
        {"kind": "started", "about": 2, "pid": 1, "channel": "pool", "place": PLACE, "method": "fork"},
        {**crossing, "bytes": 700, **sent},
    ]


def test_the_last_record_of_each_worker_counts() -> None:
    """Of the parent's own workers; a worker's start at the same line is no task."""
    (one,) = read(records()).mapped
    assert (one.workers, one.tasks, one.items, one.seconds, one.span) == (2, 192, 1, pytest.approx(0.3), 3.0)
    assert (one.count, one.bytes) == (69, 700)


def test_nothing_was_sent_from_there() -> None:
    """The parent was killed before it wrote down what it had sent."""
    assert read(records(place=("other.py", 1, "f"))).mapped == ()


def test_small_tasks() -> None:
    """The chunk to write is a round number, with which every worker gets some chunks."""
    (one,) = said(SMALL)
    assert "4000 tasks of one item each: a worker works 2 µs on one and waits 98 µs" in one.message
    assert "chunksize=500" in one.advice


@pytest.mark.parametrize(
    "change",
    [
        {"count": 900},
        {"items": 10},
        {"seconds": 0.11},  # a third of the time or more is work
        {"seconds": 4.0, "span": 16.0},  # an item takes a millisecond
        {"span": 8.0},  # the iterable gives an item a millisecond
        {"bytes": 400_000_000},
    ],
)
def test_what_is_left_alone(change: dict[str, Any]) -> None:
    """Few tasks, slow work, a slow source, heavy tasks."""
    assert said(replace(SMALL, **change)) == []


def test_thresholds() -> None:
    """What is many, and what is small, can be set."""
    assert said(SMALL, map_tasks=10_000) == [] and said(SMALL, item_seconds=0.000001) == []


def test_slow_work_is_worth_small_chunks() -> None:
    """Ten milliseconds of work are enough for a chunk."""
    (one,) = said(replace(SMALL, seconds=0.36, span=2.0))
    assert "chunksize=100 " in one.advice
