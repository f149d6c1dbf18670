"""A child that ends of KeyboardInterrupt: one that a signal brought is a hazard; one that the script raised is its own error."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Outcome, Report, Target

SCRIPT = """
import multiprocessing as mp
import os
import signal
import time

def raises(ready):
    ready.set()
    raise KeyboardInterrupt("enough")

def waits(ready):
    ready.set()
    time.sleep(60)

if __name__ == "__main__":
    ready = mp.Event()
    child = mp.Process(target=TARGET, args=(ready,))
    child.start()
    ready.wait()
    if TARGET is waits:
        os.kill(child.pid, signal.SIGINT)
    child.join()
"""


def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str) -> Report:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.py").write_text(SCRIPT.replace("TARGET", target), encoding="utf-8")
    return check(Target("app.py"), Options(methods=("spawn",), pythons=(sys.executable,), timeout=30))


def test_one_that_the_script_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that died and nobody looked: the run is not well."""
    report = checked(tmp_path, monkeypatch, "raises")
    assert (report.runs[0].outcome, [finding.rule for finding in report.findings]) == (
        Outcome.FAILS,
        ["child-died-parent-ok"],
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there os.kill() ends a process, whatever the signal")
def test_one_of_a_signal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script sent it: nothing is lost, at most a warning."""
    report = checked(tmp_path, monkeypatch, "waits")
    assert report.runs[0].outcome is Outcome.OK
    assert {finding.rule for finding in report.findings} <= {"ctrl-c-mess"}
