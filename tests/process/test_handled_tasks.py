"""The script catches what a map() or its tasks raise: that one error is read is enough, and the run is ok."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Outcome, Report, Severity, Target

SCRIPT = """
import concurrent.futures, multiprocessing, os, threading

def lock(number):
    return threading.Lock()

def same(thing):
    return thing

class NoLoad:
    def __reduce__(self):
        return explode, ()

class NoWayBack(Exception):
    def __init__(self, one, two):
        super().__init__(one)

def explode():
    raise ValueError("does not load")

def no_load(number):
    return NoLoad()

def raises(number):
    raise NoWayBack(1, 2)

def leaves(number):
    os._exit(3)

def read(function):
    try:
        function()
    except Exception as error:
        print("caught", type(error).__name__)

if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool, concurrent.futures.ProcessPoolExecutor(2) as executor:
        STATEMENT
"""
READ = {
    "results of map": "read(lambda: pool.map(lock, range(3), 1))",
    "tasks of map": "read(lambda: pool.map(lambda n: n, range(3), 1))",
    "arguments of map": "read(lambda: pool.map(same, [lambda: 1, threading.Lock(), 3], 1))",
    "tasks of imap": "read(lambda: list(pool.imap(lambda n: n, range(3))))",
    "results of imap_unordered": "read(lambda: list(pool.imap_unordered(lock, range(3))))",
    "tasks of apply_async": "read(lambda: [r.get() for r in [pool.apply_async(lambda: 1) for _ in range(3)]])",
    "results of the executor's map": "read(lambda: list(executor.map(lock, range(3))))",
    "tasks of the executor's map": "read(lambda: list(executor.map(lambda n: n, range(3))))",
    "arguments of the executor's map": "read(lambda: list(executor.map(same, [lambda: 1, threading.Lock()])))",
    "a worker that leaves": "read(lambda: executor.submit(leaves, 1).result())",
    "workers that leave": "read(lambda: list(executor.map(leaves, range(4))))",
    "an exception that does not load": "read(lambda: executor.submit(raises, 1).result())",
    "a result that does not load": "read(lambda: executor.submit(no_load, 1).result())",
    "an argument that does not load": "read(lambda: executor.submit(same, NoLoad()).result())",
    "arguments that do not load": "read(lambda: list(executor.map(same, [NoLoad(), NoLoad()])))",
    "tasks of submit": "read(lambda: [f.result() for f in [executor.submit(lambda: 1) for _ in range(3)]])",
}
UNREAD = {
    "apply_async": "[pool.apply_async(lambda: 1) for _ in range(3)][0].wait()",
    "map_async": "pool.map_async(lambda n: n, range(3), 1).wait()",
    "submit": "concurrent.futures.wait([executor.submit(lambda: 1) for _ in range(3)])",
}


def checked(folder: Path, statement: str) -> Report:
    script = folder / "app.py"
    script.write_text(SCRIPT.replace("STATEMENT", statement))
    return check(Target(str(script)), Options(methods=("spawn",), pythons=(sys.executable,), timeout=30))


@pytest.mark.parametrize("case", READ)
def test_one_error_is_read(case: str, tmp_path: Path) -> None:
    """The others went the same way: none is silent, none an error."""
    report = checked(tmp_path, READ[case])
    assert "caught" in report.outputs[0].stdout
    assert report.runs[0].outcome is Outcome.OK, report.runs[0].reason
    assert report.findings and {finding.severity for finding in report.findings} == {Severity.WARNING}
    assert not any("silent" in finding.related for finding in report.findings)


@pytest.mark.parametrize("case", UNREAD)
def test_no_error_is_read(case: str, tmp_path: Path) -> None:
    """Nobody asked for the results: the errors are lost, and the run fails though it ends well."""
    report = checked(tmp_path, UNREAD[case])
    assert (report.runs[0].outcome, report.runs[0].exit_status) == (Outcome.FAILS, 0)
