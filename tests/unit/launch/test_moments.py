"""Records -> moments: when, who, in words without values."""

from __future__ import annotations

from typing import Any

from pickcheck.facts.processes import ChildProcess, Wait
from pickcheck.facts.runs import RunFacts
from pickcheck.launch.moments import moments_of
from pickcheck.model import Moment
from pickcheck.sources import Sources
from pickcheck.timelines import MOST, timeline_of

PLACE = ("app.py", 3, "work")


def record(kind: str, at: float = 0.0, pid: int = 1, **facts: Any) -> dict[str, Any]:
    return {"kind": kind, "at": at, "pid": pid, "ppid": 0, **facts}


def crossing(at: float, count: int) -> dict[str, Any]:
    return record(
        "crossing", at, channel="queue", direction="to child", place=PLACE, count=count, bytes=5 * count, seconds=0
    )


def told(*records: dict[str, Any]) -> list[tuple[float, int, str, str]]:
    return [(one.at, one.pid, one.kind, one.text) for one in moments_of(list(records))]


def test_traffic_is_one_moment() -> None:
    """When it began, and what it came to."""
    assert told(crossing(1.0, 1), crossing(2.0, 1000)) == [(1.0, 1, "cross", "queue, to child: 1,000 x, 5,000 bytes")]


def test_a_failure_is_told_once() -> None:
    """When it happened, not when its search had ended; a value of the object's is in none of the words."""
    facts = {"number": 1, "channel": "queue", "direction": "to child", "place": PLACE, "raised": {"message": "S3CRET"}}
    assert told(record("failing", 1.0, **facts), record("failure", 2.0, **facts)) == [
        (1.0, 1, "fail", "queue, to child: does not pickle")
    ]
    loading = record("failure", 1.0, **{**facts, "stage": "load"})
    assert told(loading) == [(1.0, 1, "fail", "queue, to child: does not load")]


def test_an_error_is_its_type() -> None:
    facts = {"type": "builtins.ValueError", "message": "S3CRET", "place": PLACE}
    assert told(record("uncaught", **facts), record("uncaught", thread="T1", **facts)) == [
        (0.0, 1, "raise", "ends by ValueError"), (0.0, 1, "raise", "thread T1 ends by ValueError"),
    ]  # fmt: skip


def test_a_death_is_told_by_the_parent() -> None:
    """Only where the process itself wrote nothing."""
    assert told(record("reaped", 1.0, about=7, status=-9)) == [(1.0, 7, "end", "was killed by signal 9")]
    assert told(record("end", 1.0, 7, status=0), record("reaped", 2.0, about=7, status=0)) == [
        (1.0, 7, "end", "ends with status 0")
    ]


def child(pid: int, name: str) -> ChildProcess:
    return ChildProcess(pid, name, 1, "process", PLACE, False, 0, False, False, True)


def timeline(facts: RunFacts, seconds: float = 3.0, stopped: bool = True) -> list[Moment]:
    from pathlib import Path

    return list(timeline_of(0, facts, 100.0, seconds, "ends the run", stopped, Sources(Path("."))).moments)


def test_a_hang() -> None:
    """Who waits for what comes last, and pickcheck after it; processes of one name are told apart; others are left out."""
    records = [
        record("started", 100.1, about=2, name="P", place=PLACE), record("started", 100.2, about=3, name="P", place=PLACE),
        record("child", 100.3, 3), record("child", 100.3, 99), record("end", 103.5, status=None),
    ]  # fmt: skip
    facts = RunFacts(1, (), (), (), (child(2, "P"), child(3, "P")), (), waits=(Wait(1, "x", True, "a lock", PLACE),),
                     moments=tuple(moments_of(records)))  # fmt: skip
    assert [(one.at, one.process, one.kind, one.text) for one in timeline(facts)] == [
        (0.1, "the script", "start", "starts P"), (0.2, "the script", "start", "starts P (2)"),
        (0.3, "P (2)", "begin", "begins its work"), (3.0, "the script", "wait", "waits for a lock"),
        (3.0, "pickcheck", "stop", "ends the run"),
    ]  # fmt: skip


def test_of_many_moments_the_telling_ones_are_kept() -> None:
    places = [("app.py", line, "f") for line in range(500)]
    records = [{**crossing(100.0 + n / 1000, 1), "place": place} for n, place in enumerate(places)]
    records.append(record("uncaught", 102.0, type="a.B", place=PLACE))
    facts = RunFacts(1, (), (), (), (), (), moments=tuple(moments_of(records)))
    made = timeline(facts, stopped=False)
    assert len(made) == MOST
    assert [(one.kind, one.text) for one in made[-2:]] == [("raise", "ends by B"), ("end", "ends the run")]
