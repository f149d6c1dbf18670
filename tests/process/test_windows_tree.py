"""On Windows itself: the whole tree of a run is ended, by its job."""

from __future__ import annotations

import sys
from pathlib import Path

import psutil
import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Outcome, Target

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="job objects are Windows'")

TREE = """
import multiprocessing as mp, os, subprocess, sys, time

def note():
    with open("pids", "a") as file:
        file.write(f"{os.getpid()}\\n")

def leaf():
    note()
    time.sleep(300)

def nested():
    note()
    mp.Process(target=leaf).start()
    time.sleep(300)

if __name__ == "__main__":
    note()
    mp.Process(target=nested).start()
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
    with open("pids", "a") as file:
        file.write(f"{child.pid}\\n")
    time.sleep(300)
"""


def test_the_time_limit_ends_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Children, grandchildren, and other programs that the script started."""
    (tmp_path / "app.py").write_text(TREE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    report = check(Target("app.py"), Options(pythons=(sys.executable,), timeout=20))
    assert [run.outcome for run in report.runs] == [Outcome.HANGS]
    pids = [int(line) for line in (tmp_path / "pids").read_text(encoding="utf-8").split()]
    assert len(pids) == 4
    assert not [pid for pid in pids if psutil.pid_exists(pid)]
