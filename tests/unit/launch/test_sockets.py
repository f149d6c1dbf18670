"""Reads from sockets that were open at a fork: those of two processes at a time when both were there."""

from __future__ import annotations

from typing import Any

from pickcheck.facts.processes import Wait
from pickcheck.facts.runs import RunFacts
from pickcheck.facts.surroundings import Hazard, Surroundings
from pickcheck.launch.surroundings import read
from pickcheck.model import Severity
from pickcheck.rules import RUN_RULES, Said
from pickcheck.rules.rule import RunView

PLACE = ("app.py", 3, "ask")
PARENT = 1


def record(kind: str, at: float, pid: int = PARENT, **facts: Any) -> dict[str, Any]:
    return {"kind": kind, "at": at, "pid": pid, "place": PLACE, "channel": "process", **facts}


def reads(at: float, pid: int, inode: int = 7) -> dict[str, Any]:
    return record("socket_read", at, pid, inode=inode, what="TCP connection")


def child(pid: int, begun: float, ended: float, parent: int = PARENT, method: str = "fork") -> list[dict[str, Any]]:
    started = record("started", begun, parent, about=pid, name=f"Process-{pid}", method=method)
    return [started, record("child", begun + 0.1, pid, parent=parent), record("end", ended, pid, status=0)]


def hazards(*records: dict[str, Any]) -> tuple[Hazard, ...]:
    return read(list(records)).hazards


def test_the_parent_reads_while_its_child_is_there() -> None:
    """Once, however many sockets it is about; whoever reads first."""
    found = hazards(*child(2, 1, 9), reads(3, 2), reads(2, PARENT), reads(3, 2, 8), reads(5, PARENT, 8))
    (one,) = found
    assert (one.kind, one.subject, one.place, one.pids) == ("socket", "TCP connection", PLACE, {1, 2})
    assert one.facts == {"other": "the script", "at": PLACE}


def test_one_after_the_other() -> None:
    """Before the fork, or after the child's end, and two children of which one is gone when the other begins."""
    assert not hazards(*child(2, 1, 9), reads(3, 2), reads(0.5, PARENT))
    assert not hazards(*child(2, 1, 9), reads(3, 2), reads(9.5, PARENT))
    assert not hazards(*child(2, 1, 2), *child(3, 3, 4), reads(1.5, 2), reads(3.5, 3))


def test_two_children() -> None:
    """Of the same parent, at the same time."""
    (one,) = hazards(*child(2, 1, 5), *child(3, 3, 9), reads(2, 2), reads(4, 3))
    assert one.pids == {2, 3} and one.facts["other"] in ("Process-2", "Process-3")


def test_a_child_that_is_killed() -> None:
    """Its parent learnt when."""
    begun = child(2, 1, 0)[:2]
    assert hazards(*begun, record("reaped", 6, about=2, status=-9), reads(2, 2), reads(5, PARENT))
    assert not hazards(*begun, record("reaped", 6, about=2, status=-9), reads(2, 2), reads(7, PARENT))
    assert hazards(*begun, reads(2, 2), reads(7, PARENT))


def test_a_grandchild() -> None:
    """It has its grandparent's sockets, and is no child of it: nothing is known of when both read."""
    assert not hazards(*child(2, 1, 9), *child(3, 2, 8, parent=2), reads(3, 3), reads(3, PARENT))
    assert hazards(*child(2, 1, 9), *child(3, 2, 8, parent=2), reads(3, 3), reads(3, 2))


def test_another_socket_and_another_method() -> None:
    """A spawned child has only what it was given."""
    assert not hazards(*child(2, 1, 9), reads(3, 2, 7), reads(3, PARENT, 8))
    assert not hazards(*child(2, 1, 9, method="spawn"), reads(3, 2))


def said(waits: tuple[Wait, ...], ended: str) -> Said:
    hazard = Hazard("socket", "TCP connection", PLACE, "process", False, frozenset([1, 2]), {"other": "x", "at": PLACE})
    facts = RunFacts(1, (), (), (), (), (), waits=waits, surroundings=Surroundings(hazards=(hazard,)))
    rule = next(rule for rule in RUN_RULES if rule.slug == "socket-fork")
    (one,) = rule.find(RunView("fork", None if ended else 0, ended, 1.0, facts))
    return one


def test_a_hang() -> None:
    """Who still reads there when the run is ended waits for what the other one got."""
    wait = Wait(2, "Process-2", True, "", PLACE)
    elsewhere = Wait(2, "Process-2", True, "", ("app.py", 4, "ask"))
    assert said((wait,), "time limit").severity is Severity.ERROR
    assert "Process-2 still waits there" in said((wait,), "time limit").message
    assert said((elsewhere,), "time limit").severity is said((), "").severity is Severity.WARNING
