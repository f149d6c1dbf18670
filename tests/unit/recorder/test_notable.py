"""Sentinels that are sent: a module's own object() is one, any other is not."""

from __future__ import annotations

import sys
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


@pytest.mark.parametrize("message", [object(), (object(),), None, [1, {"deep": DONE}], ModuleType("x"), "DONE"])
def test_no_sentinel(told: list[dict[str, Any]], message: Any) -> None:
    """Nobody has a name for it, or it is something else."""
    send(message)
    assert not told


@pytest.mark.parametrize(
    ("ended", "pid", "what", "severity"),
    [
        ("", 2, "", Severity.WARNING),
        ("stalled", 2, "an item of a queue", Severity.ERROR),
        ("stalled", 1, "an item of a queue", Severity.WARNING),
        ("stalled", 2, "the end of a process", Severity.WARNING),
    ],
)
def test_what_comes_of_it(ended: str, pid: int, what: str, severity: Severity) -> None:
    """It explains a wait of another process's for what comes next."""
    details = {"path": "obj", "module": "app", "name": "DONE", "channel": "queue", "direction": "to child"}
    waits = (Wait(pid, "Process-1", True, what, ("app.py", 7, "work")),) if ended else ()
    facts = RunFacts(1, (), (), (), (), (), events=(Event("sentinel", 1, PLACE, details),), waits=waits)
    rule = next(rule for rule in FINDERS if rule.slug == "sentinel-identity")
    (said,) = rule.find(RunView("spawn", 0, ended, 1.0, facts))
    assert said.severity is severity and said.message.startswith("obj is app.DONE, an object()")
