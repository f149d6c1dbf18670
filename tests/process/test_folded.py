"""An object of the standard library with many leaves inside is one finding, whatever its inner details are called."""

from __future__ import annotations

import json
import sys
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Report, Target
from pickcheck.render.json import as_dict

SCHEMA = json.loads(resources.files("pickcheck.render").joinpath("data/report.schema.json").read_text(encoding="utf-8"))

EXECUTOR = """
from concurrent.futures import ProcessPoolExecutor

class Engine:
    def __init__(self):
        self.pool = ProcessPoolExecutor(1)

    def work(self, number):
        return number

    def run(self, numbers):
        return [future.result() for future in [self.pool.submit(self.work, number) for number in numbers]]

if __name__ == "__main__":
    Engine().run([1, 2, 3])
"""
BARRIER = """
import time
from multiprocessing import Barrier, Condition, Process

class Slow:
    def __getstate__(self):
        return {"rows": 3}

    def __setstate__(self, state):
        time.sleep(0.5)

def work(slow, barrier, condition):
    print("work")

if __name__ == "__main__":
    process = Process(target=work, args=(Slow(), Barrier(2), Condition()))
    process.start()
    process.join()
"""


def checked(folder: Path, source: str, *methods: str) -> Report:
    script = folder / "app.py"
    script.write_text(source)
    report = check(Target(str(script)), Options(methods=methods, pythons=(sys.executable,), timeout=30))
    jsonschema.validate(as_dict([report]), SCHEMA)
    return report


@pytest.mark.skipif(sys.platform == "win32", reason="fork and forkserver")
def test_an_executor_on_self(tmp_path: Path) -> None:
    """Three tasks, each with a pool of twenty inner objects, under three start methods."""
    (found,) = checked(tmp_path, EXECUTOR, "fork", "spawn", "forkserver").findings
    assert (found.rule, found.runs) == ("process-on-self", (0, 1, 2))
    assert "func.__self__.pool, a concurrent.futures.process.ProcessPoolExecutor" in found.message
    assert "more inside it" in found.message and len(found.related["inside"]) > 5
    assert found.leaf is not None and found.leaf.path not in found.related["inside"]


@pytest.mark.skipif(sys.platform == "win32", reason="there a lock lives as long as a handle to it")
def test_locks_that_are_gone(tmp_path: Path) -> None:
    """A barrier holds locks of its own, and so does a condition: two findings, not six."""
    report = checked(tmp_path, BARRIER, "spawn")
    assert [finding.rule for finding in report.findings] == ["semaphore-gone"] * 2, report.outputs[0].stderr
    assert [finding.leaf and finding.leaf.also_at for finding in report.findings] == [(), ()]
    said = " ".join(finding.message for finding in report.findings)
    assert "args[1], a multiprocessing.synchronize.Barrier" in said
    assert "args[2], a multiprocessing.synchronize.Condition" in said
