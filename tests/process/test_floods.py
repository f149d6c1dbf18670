"""A loop that fails without end, and whose script goes on: counted to the last, and no disk full of records."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Outcome, Report, Severity, Target
from pickcheck.recorder.floods import RECORDS_PER_PLACE

TIMES = 30_000
SENDS = f"""
import multiprocessing as mp

if __name__ == "__main__":
    ours, theirs = mp.Pipe()
    for number in range({TIMES}):
        try:
            ours.send([lambda: number])
        except Exception as error:
            last = error
    END
"""
LOADS = f"""
import multiprocessing as mp

class Odd:
    def __reduce__(self):
        return Odd, (1, 2)

def work(inbox):
    failed = 0
    while failed < {TIMES}:
        try:
            inbox.recv()
        except TypeError:
            failed += 1
    print("failed", failed)

if __name__ == "__main__":
    inbox, outbox = mp.Pipe(False)
    child = mp.Process(target=work, args=(inbox,))
    child.start()
    for number in range({TIMES}):
        outbox.send(Odd())
    child.join()
"""


def checked(folder: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.chdir(folder)
    (folder / "app.py").write_text(source, encoding="utf-8")
    return check(Target("app.py"), Options(methods=("spawn",), pythons=(sys.executable,), timeout=60))


def test_each_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Handled, all of them, and in all as many as there were."""
    report = checked(tmp_path, SENDS.replace("END", "pass"), monkeypatch)
    assert report.runs[0].outcome is Outcome.OK
    assert {finding.severity for finding in report.findings} == {Severity.WARNING}
    assert sum(finding.related["count"] for finding in report.findings) == TIMES > 10 * RECORDS_PER_PLACE


def test_the_last_of_them_ends_the_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its error has no record of its own, and is known for what it is."""
    report = checked(tmp_path, SENDS.replace("END", "raise last"), monkeypatch)
    assert report.runs[0].outcome is Outcome.FAILS, report.runs[0].reason


def test_what_does_not_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on the other side."""
    report = checked(tmp_path, LOADS, monkeypatch)
    assert report.runs[0].outcome is Outcome.OK and f"failed {TIMES}" in report.outputs[0].stdout
    assert sum(finding.related["count"] for finding in report.findings) == TIMES
