"""OpenMP's threads and a fork, with the C library of OpenMP itself: the hang is explained, and soon."""

from __future__ import annotations

import ctypes
import platform
import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Outcome, Severity, Target

try:
    ctypes.CDLL("libgomp.so.1")
except OSError:
    pytest.skip("this machine has no libgomp", allow_module_level=True)
if platform.machine() not in ("x86_64", "aarch64"):
    pytest.skip("the kernel's numbers of system calls are known of two machines", allow_module_level=True)

SCRIPT = """
import ctypes, os
from multiprocessing import Process

openmp = ctypes.CDLL("libgomp.so.1")
libc = ctypes.CDLL(None)

def compute():
    openmp.GOMP_parallel(ctypes.cast(libc.getpid, ctypes.c_void_p), None, 4, 0)

def idle():
    pass

if __name__ == "__main__":
    BEFORE
    child = Process(target=TARGET)
    child.start()
    child.join()
"""


def run(folder: Path, before: str, target: str):  # noqa: ANN201
    """The report on such a script, under fork."""
    script = folder / "app.py"
    script.write_text(SCRIPT.replace("BEFORE", before).replace("TARGET", target), encoding="utf-8")
    return check(Target(str(script)), Options(methods=("fork",), pythons=(sys.executable,), timeout=60))


def test_a_child_that_waits_for_its_parents_threads(tmp_path: Path) -> None:
    """Long before the time limit: its only thread waits for others, and there are none."""
    report = run(tmp_path, "compute()", "compute")
    assert report.runs[0].outcome is Outcome.HANGS and "would wait for ever" in report.runs[0].reason
    (error,) = [one for one in report.findings if one.severity is Severity.ERROR]
    assert error.rule == "blas-openmp-fork" and "libgomp.so.1" in error.message


def test_a_child_that_does_without_them(tmp_path: Path) -> None:
    """A warning beside an ok."""
    report = run(tmp_path, "compute()", "idle")
    assert report.runs[0].outcome is Outcome.OK
    assert [(one.rule, one.severity) for one in report.findings] == [("blas-openmp-fork", Severity.WARNING)]


def test_no_threads_before_the_fork(tmp_path: Path) -> None:
    """The library alone is no hazard."""
    report = run(tmp_path, "pass", "compute")
    assert report.runs[0].outcome is Outcome.OK and report.findings == ()
