"""Sentinels that are sent: a module's own object() is one, any other is not."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from pickcheck.facts.processes import Event, Wait
from pickcheck.facts.runs import RunFacts
from pickcheck.model import Severity
from pickcheck.recorder import notable
from pickcheck.recorder.dumps import is_notable
from pickcheck.recorder.session import session
from pickcheck.rules import FINDERS
from pickcheck.rules.rule import RunView

PLACE = ("app.py", 3, "work")
DONE = object()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is recorded while this is the user's only module."""
    records: list[dict[str, Any]] = []
    monkeypatch.setattr(session.journal, "write", lambda kind, **facts: records.append({"kind": kind, **facts}))
    monkeypatch.setattr(notable, "_said", set())
    monkeypatch.setattr(notable, "user_modules", lambda: [("app", sys.modules[__name__])])
    return records


def send(obj: Any) -> None:
    if is_notable(obj):
        notable.note(obj, "queue", "to child", PLACE)


def test_a_modules_own(told: list[dict[str, Any]]) -> None:
    """Once for each place."""
    send((1, DONE))
    send(DONE)
    (one,) = told
    facts = {"place": PLACE, "channel": "queue", "direction": "to child"}
    assert one == {"kind": "sentinel", "path": "obj[1]", "module": "app", "name": "DONE", **facts}


def test_after_the_script(told: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The main module has lost its file by then, and is the user's still."""
    main = ModuleType("__main__")
    main.DONE = DONE  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "__main__", main)
    monkeypatch.setattr(notable, "user_modules", list)
    send(DONE)
    assert [(one["module"], one["name"]) for one in told] == [("__main__", "DONE")]


@pytest.mark.parametrize("message", [object(), (object(),), None, [1, {"deep": DONE}], ModuleType("x"), "DONE"])
def test_no_sentinel(told: list[dict[str, Any]], message: Any) -> None:
    """Nobody has a name for it, or it is something else."""
    send(message)
    assert not told


def test_what_arrives(told: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Once for each place, and in a forked child once more; what a library reads for itself is nobody's."""
    monkeypatch.setattr(notable, "_arrived", set())
    for pid in (1, 1, 2):
        monkeypatch.setattr("os.getpid", lambda pid=pid: pid)
        notable.arrived_in("queue", sys._getframe())
    monkeypatch.setattr(notable, "is_machinery", lambda _file: True)
    notable.arrived_in("pipe", sys._getframe())
    assert [(one["kind"], one["channel"]) for one in told] == [("object_arrived", "queue")] * 2


WAIT = Wait(2, "Process-1", True, "an item of a queue", ("app.py", 7, "work"), source="items")


@pytest.mark.parametrize(
    ("ended", "wait", "severity"),
    [
        ("", WAIT, Severity.WARNING),
        ("stalled", WAIT, Severity.ERROR),
        ("stalled", replace(WAIT, place=("app.py", 9, "work")), Severity.ERROR),
        ("stalled", replace(WAIT, place=("app.py", 9, "work"), source="others"), Severity.WARNING),
        ("stalled", replace(WAIT, place=("app.py", 9, "other")), Severity.WARNING),
        ("stalled", replace(WAIT, pid=1), Severity.WARNING),
        ("stalled", replace(WAIT, pid=3), Severity.WARNING),
        ("stalled", replace(WAIT, what="the end of a process"), Severity.WARNING),
        ("stalled", replace(WAIT, what="a message of a pipe"), Severity.WARNING),
    ],
)
def test_what_comes_of_it(ended: str, wait: Wait, severity: Severity) -> None:
    """It explains that another process, which got one, waits for what comes next where it had come."""
    details = {"path": "obj", "module": "app", "name": "DONE", "channel": "queue", "direction": "to child"}
    came = Event("object_arrived", 2, ("app.py", 7, "work"), {"channel": "queue", "source": "items"})
    events = (Event("sentinel", 1, PLACE, details), came)
    facts = RunFacts(1, (), (), (), (), (), events=events, waits=(wait,) if ended else ())
    rule = next(rule for rule in FINDERS if rule.slug == "sentinel-identity")
    (said,) = rule.find(RunView("spawn", 0, ended, 1.0, facts))
    assert said.severity is severity and said.message.startswith("obj is app.DONE, an object()")
