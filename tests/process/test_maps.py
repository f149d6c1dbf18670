"""Pool.map and friends whose results do not pickle: one error, one finding, whatever the parts do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Outcome, Report, Severity, Target

CODE = """
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool

def work(n):
    return lambda: n

def call(function):
    return function()

if __name__ == "__main__":
    jobs = [lambda: 1 for _ in range(8)]
    with {pool}(3) as pool:
        try:
            {call}
        except Exception as error:
            print(type(error).__name__)
"""


def checked(call: str, folder: Path, monkeypatch: pytest.MonkeyPatch, pool: bool = True) -> Report:
    (folder / "app.py").write_text(CODE.format(call=call, pool="Pool" if pool else "ProcessPoolExecutor"))
    monkeypatch.chdir(folder)
    method = "windows" if sys.platform == "win32" else "spawn"
    return check(Target("app.py"), Options(methods=(method,), pythons=(sys.executable,)))


@pytest.mark.parametrize(
    "call", ["pool.map(work, range(8))", "list(pool.imap(work, range(8)))", "pool.map(work, range(8), 3)"]
)
def test_caught(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script heard of it, though not of every part: the run is ok, and there is one warning."""
    report = checked(call, tmp_path, monkeypatch)
    assert [run.outcome for run in report.runs] == [Outcome.OK]
    (finding,) = report.findings
    assert (finding.rule, finding.severity) == ("maybe-encoding", Severity.WARNING)
    assert finding.place is not None and finding.place.source == call
    assert finding.leaf is not None and finding.leaf.path.startswith("result")


def test_never_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results that nobody reads are lost, all of them."""
    report = checked("pool.map_async(work, range(8)).wait()", tmp_path, monkeypatch)
    assert [run.outcome for run in report.runs] == [Outcome.FAILS]
    assert report.findings[0].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("call", "pool"),
    [
        ("pool.map(call, jobs)", True),
        ("list(pool.map(call, jobs))", False),
        ("list(pool.map(work, jobs[:0] + [1] * 8))", False),
    ],
)
def test_tasks_caught(call: str, pool: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor are the errors of tasks lost that did not pickle, or of an executor's other results, once one was caught."""
    report = checked(call, tmp_path, monkeypatch, pool)
    assert [run.outcome for run in report.runs] == [Outcome.OK], report.runs[0].reason
    assert report.findings and {finding.severity for finding in report.findings} == {Severity.WARNING}


def test_futures_that_nobody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one future raised speaks for those of its line, and for no other's."""
    asked = "[pool.submit(work, n) for n in range(3)][0].result()"
    report = checked(asked, tmp_path, monkeypatch, pool=False)
    assert [run.outcome for run in report.runs] == [Outcome.OK]
    assert Severity.ERROR not in {finding.severity for finding in report.findings}
    report = checked(f"pool.submit(work, 9)\n            {asked}", tmp_path, monkeypatch, pool=False)
    assert [run.outcome for run in report.runs] == [Outcome.FAILS]
    assert Severity.ERROR in {finding.severity for finding in report.findings}
