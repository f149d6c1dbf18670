"""What children were started with in place of Python: certainly none, or who knows."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from pickcheck.facts.processes import ChildProcess, Event
from pickcheck.facts.runs import RunFacts
from pickcheck.launch.executables import wrong_executables
from pickcheck.launch.live import Journals
from pickcheck.model import Outcome, Severity
from pickcheck.outcome import outcome_of
from pickcheck.rules import RUN_RULES
from pickcheck.rules.rule import RunView

PLACE = ("app.py", 9, "<module>")


def events(path: str, *others: dict[str, Any], fault: str = "") -> list[Event]:
    started = {"kind": "started", "pid": 1, "about": 2, "method": "spawn", "at": 2.0}
    other = {"kind": "executable", "pid": 1, "path": path, "fault": fault, "place": PLACE, "at": 1.0}
    return list(wrong_executables([other, started, *others]))


def test_a_file_that_is_not_there() -> None:
    """The recorder has looked at that moment."""
    (one,) = events("/x/python", fault="there is no such file")
    assert one.details == {"path": "/x/python", "why": "there is no such file", "pids": [2]} and one.place == PLACE


@pytest.mark.skipif(sys.platform == "win32", reason="there a launcher may stand for Python")
def test_what_a_file_holds(tmp_path: Path) -> None:
    """No script, and nothing of Python's; a file that is gone by now, or empty, may have been anything."""
    for name, text in {
        "script": b"#!/bin/sh\n",
        "host": b"\x7fELF...Py_Main",
        "other": b"\x7fELF",
        "empty": b"",
    }.items():
        (tmp_path / name).write_bytes(text)
    assert [one.details["why"] for one in events(str(tmp_path / "other"))] == ["it is no Python"]
    assert not any(events(str(tmp_path / name)) for name in ("script", "host", "empty", "gone"))
    assert not events(sys.executable) and events(shutil.which("true") or "")


def test_a_child_that_came_up(tmp_path: Path) -> None:
    """Whatever its file is called and holds."""
    (tmp_path / "other").write_bytes(b"\x7fELF")
    assert not events(str(tmp_path / "other"), {"kind": "process", "pid": 2, "at": 3.0})


def facts(looked_at: bool) -> RunFacts:
    child = ChildProcess(2, "Process-1", 1, "process", PLACE, False, 255, False, looked_at, False)
    event = Event("executable", 1, PLACE, {"path": "/x", "why": "there is no such file", "pids": [2]})
    return RunFacts(1, (), (), (), (child,), (), events=(event,))


@pytest.mark.parametrize("status", [0, 1])
@pytest.mark.parametrize("looked_at", [False, True])
def test_what_becomes_of_the_run(status: int, looked_at: bool) -> None:
    """It fails whatever its status is, unless the script looked; no other rule speaks of that child."""
    found = facts(looked_at)
    view = RunView("spawn", status, "", 1.0, found)
    ((rule, said),) = [(rule.slug, said) for rule in RUN_RULES for said in rule.find(view)]
    noticed = status == 0 and looked_at
    assert rule == "wrong-executable" and said.severity is (Severity.WARNING if noticed else Severity.ERROR)
    assert outcome_of(status, "", found) is (Outcome.OK if noticed else Outcome.FAILS)


def test_a_pool_that_starts_one_after_another(tmp_path: Path) -> None:
    """Those that ended with 0 and wrote nothing died while they started."""
    lines = [{"kind": "process", "version": 1, "pid": 1, "ppid": 0}]
    for pid in range(10, 13):
        lines.append({"kind": "started", "pid": pid, "name": "w", "method": "spawn", "again": True})
        lines.append({"kind": "reaped", "pid": pid, "status": 0})
    (tmp_path / "1-1.journal").write_text("".join(f"{line!r}\n" for line in lines), encoding="utf-8")
    (tmp_path / "12-1.journal").write_text(
        "{'kind': 'process', 'version': 1, 'pid': 12, 'ppid': 1}\n", encoding="utf-8"
    )
    seen = Journals(tmp_path)
    seen.read()
    assert seen.respawned == 2
