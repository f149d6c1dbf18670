"""A wait for all children: the fork server and the resource tracker never end, other children may."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Outcome, Report, Target

if sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"):
    pytest.skip("the kernel's numbers of system calls are known of two machines", allow_module_level=True)

SCRIPT = """
import os, subprocess, sys, threading, time
from multiprocessing import Process

def work(seconds):
    time.sleep(seconds)

def wait_for_all():
    while True:
        try:
            WAIT
        except ChildProcessError:
            break

if __name__ == "__main__":
    child = Process(target=work, args=(0,))
    child.start()
    BODY
"""
WAITS = ["os.wait()", "os.waitpid(-1, 0)", "os.waitid(os.P_ALL, 0, os.WEXITED)"]
# What looks the same, and ends by itself.
ALIVE = {
    "a child that sleeps": "Process(target=work, args=(4,)).start(); [os.wait() for _ in range(2)]",
    "a program": "child.join(); subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(4)']); os.wait()",
    "another thread": "threading.Thread(target=lambda: (time.sleep(4), os._exit(0))).start(); wait_for_all()",
}


def run(folder: Path, method: str, body: str, wait: str = "os.wait()", timeout: float = 60) -> Report:
    script = folder / "app.py"
    script.write_text(SCRIPT.replace("WAIT", wait).replace("BODY", body), encoding="utf-8")
    return check(Target(str(script)), Options(methods=(method,), pythons=(sys.executable,), timeout=timeout))


@pytest.mark.parametrize("wait", WAITS)
@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_all_that_is_left(wait: str, method: str, tmp_path: Path) -> None:
    """Not waited out, and explained by nothing else."""
    report = run(tmp_path, method, "wait_for_all()", wait)
    assert report.runs[0].outcome is Outcome.HANGS and "would wait for ever" in report.runs[0].reason
    (error,) = report.findings
    assert error.rule == "lingering-server" and error.place is not None and error.place.source == wait
    assert "the resource tracker" in error.message and ("the fork server" in error.message) is (method == "forkserver")


def test_a_wait_for_one_of_them(tmp_path: Path) -> None:
    """By its number, as psutil would."""
    body = "from multiprocessing import resource_tracker as it; child.join(); os.waitpid(it._resource_tracker._pid, 0)"
    (error,) = run(tmp_path, "spawn", body).findings
    assert error.rule == "lingering-server"


@pytest.mark.parametrize("case", ALIVE)
def test_somebody_else_is_left(case: str, tmp_path: Path) -> None:
    """It goes on, and ends well."""
    report = run(tmp_path, "spawn", ALIVE[case])
    assert report.runs[0].outcome is Outcome.OK and not report.findings, report.runs[0].reason


def test_under_fork(tmp_path: Path) -> None:
    """There are no servers."""
    report = run(tmp_path, "fork", "wait_for_all()")
    assert report.runs[0].outcome is Outcome.OK and not report.findings
