"""Whole runs whose children are started with something else than the script was."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Report, Target

SCRIPT = """
import multiprocessing, sys

def work():
    pass

if __name__ == "__main__":
    BEFORE
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    print(child.exitcode is None)
"""
METHODS = ["spawn"] if sys.platform == "win32" else ["spawn", "forkserver"]


def run(folder: Path, method: str, before: str) -> Report:
    script = folder / "app.py"
    script.write_text(SCRIPT.replace("BEFORE", before), encoding="utf-8")
    return check(Target(str(script)), Options(methods=(method,), pythons=(sys.executable,), timeout=60))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such program")
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "how", ["multiprocessing.set_executable(%r)", "sys.executable = %r; multiprocessing.set_executable(%r)"]
)
def test_a_program_that_ends_well(method: str, how: str, tmp_path: Path) -> None:
    """The child's exit code is 0, and it has done nothing."""
    true = shutil.which("true")
    report = run(tmp_path, method, how.replace("%r", repr(true)))
    assert report.runs[0].outcome.value == "fails"
    assert [(one.rule, one.severity.value) for one in report.findings] == [("wrong-executable", "error")]


@pytest.mark.skipif(sys.platform == "win32", reason="links and scripts are another matter there")
@pytest.mark.parametrize("method", METHODS)
def test_another_name_of_python(method: str, tmp_path: Path) -> None:
    """A link, and a script that goes on to Python, even where it keeps our variables from it."""
    link, script = tmp_path / "app-host", tmp_path / "app-wrapper"
    link.symlink_to(sys.executable)
    script.write_text(f'#!/bin/sh\nunset PYTHONPATH PICKCHECK_RUN\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    os.chmod(script, 0o755)
    for path in (link, script):
        report = run(tmp_path, method, f"multiprocessing.set_executable({str(path)!r})")
        assert report.runs[0].outcome.value == "ok" and not report.findings, report.runs[0].reason
