"""A worker whose initializer never returns takes no task: the hang says where the worker is."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Outcome, Report, Target

METHODS = ("spawn",) if sys.platform == "win32" else ("fork", "spawn")
POOL = """
import time
from multiprocessing import Event, Pool

def prepare(ready):
    BODY

def work(number):
    return number

if __name__ == "__main__":
    with Pool(2, prepare, (Event(),)) as pool:
        print(pool.map(work, range(4)))
"""
EXECUTOR = """
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Event

def prepare(ready):
    BODY

def work(number):
    return number

if __name__ == "__main__":
    with ProcessPoolExecutor(2, initializer=prepare, initargs=(Event(),)) as pool:
        print(list(pool.map(work, range(4))))
"""


def run(folder: Path, source: str, body: str) -> Report:
    script = folder / "app.py"
    script.write_text(textwrap.dedent(source).replace("BODY", body), encoding="utf-8")
    return check(Target(str(script)), Options(methods=METHODS, pythons=(sys.executable,), timeout=5))


@pytest.mark.parametrize("source", [POOL, EXECUTOR], ids=["pool", "executor"])
@pytest.mark.parametrize(("body", "verb"), [("ready.wait()", "waits"), ("time.sleep(60)", "runs")])
def test_never_returns(tmp_path: Path, source: str, body: str, verb: str) -> None:
    """Whether it waits or goes on."""
    report = run(tmp_path, source, body)
    assert [one.outcome for one in report.runs] == [Outcome.HANGS] * len(METHODS)
    for finding in report.findings:
        assert f"still in its initializer, {verb} at app.py line" in finding.message
        assert finding.advice.startswith("let the initializer return")
    assert report.findings


def test_in_a_task(tmp_path: Path) -> None:
    """A task that never ends is none of the initializer's."""
    source = POOL.replace("    return number", "    time.sleep(60)")
    report = run(tmp_path, source, "pass")
    assert [finding.rule for finding in report.findings] == ["time-limit"]
    assert "initializer" not in report.findings[0].message + report.findings[0].advice
