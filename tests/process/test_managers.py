"""What a manager's process says: that it holds an object no more."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Outcome, Report, Target

LET_GO = """
import multiprocessing as mp

def later(table, started, go):
    started.set()
    go.wait()
    print(table["a"])

if __name__ == "__main__":
    manager = mp.Manager()
    table = manager.dict({"a": 1})
    started, go = mp.Event(), mp.Event()
    child = mp.Process(target=later, args=(table, started, go))
    child.start()
    started.wait()
    LEAVE
    go.set()
    child.join()
"""


def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> Report:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.py").write_text(source, encoding="utf-8")
    return check(Target("app.py"), Options(methods=("spawn",), pythons=(sys.executable,), timeout=30))


def test_an_object_that_nobody_counts_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A spawned child's proxy does not keep it: plain CPython prints RemoteError, and so does the run."""
    report = checked(tmp_path, monkeypatch, LET_GO.replace("LEAVE", "del table; child._args = ()"))
    assert report.runs[0].outcome is Outcome.FAILS
    (finding,) = report.findings
    assert (finding.rule, finding.place and finding.place.function) == ("manager-gone", "later")
    assert finding.message.startswith("the manager has let go of this dict")


def test_an_object_that_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a name for it in the parent all is well."""
    report = checked(tmp_path, monkeypatch, LET_GO.replace("LEAVE", "child._args = ()"))
    assert (report.runs[0].outcome, report.findings) == (Outcome.OK, ())
