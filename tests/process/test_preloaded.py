"""What the children of a fork server have from it: modules that it imported before it forked them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Outcome, Report, Target

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork server")

LOCK = """
from multiprocessing import Barrier, Lock
lock, meeting = Lock(), Barrier(2)
def work():
    with lock:
        pass
    meeting.wait(10)
"""
DRAW = """
import numpy.random, sys
def draw(together):
    together.wait(10)
    sys.stdout.write(f"{numpy.random.randint(2**30)}\\n")
"""


def report_of(helper: str, main: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    (folder / "helper.py").write_text(helper, encoding="utf-8")
    (folder / "app.py").write_text(
        "import multiprocessing as mp\nimport helper\nif __name__ == '__main__':\n"
        "    mp.set_forkserver_preload(['helper'])\n    " + main.replace("\n", "\n    ")
        + "\n    [child.start() for child in children]\n    [child.join() for child in children]\n"
        "    print([child.exitcode for child in children])\n",
        encoding="utf-8",
    )  # fmt: skip
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))  # where older fork servers look for what they are to import
    return check(Target("app.py"), Options(("forkserver",), (sys.executable,), timeout=60))


def test_what_they_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock and a barrier for the children alone: the fork server's serve as well as any."""
    main = "children = [mp.Process(target=helper.work) for _ in range(2)]"
    report = report_of(LOCK, main, tmp_path, monkeypatch)
    assert report.outputs[0].stdout == "[0, 0]\n"
    assert (report.runs[0].outcome, report.findings) == (Outcome.OK, ())


def test_what_the_parent_has_another_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits at its own for children that wait at theirs."""
    helper = LOCK.replace("Barrier(2)", "Barrier(3)") + "def meet():\n    meeting.wait(1)\n"
    main = "children = [mp.Process(target=helper.work) for _ in range(2)]"
    (finding, *_more) = report_of(helper, main, tmp_path, monkeypatch).findings
    assert finding.rule == "shared-by-global-mp-object"
    assert "2 children use that of the fork server" in finding.message


@pytest.mark.skipif(importlib.util.find_spec("numpy") is None, reason="NumPy is not installed")
def test_random_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fork server's state is in all of them: they draw the same numbers."""
    main = "together = mp.Barrier(2)\nchildren = [mp.Process(target=helper.draw, args=(together,)) for _ in range(2)]"
    report = report_of(DRAW, main, tmp_path, monkeypatch)
    first, second, _codes = report.outputs[0].stdout.splitlines()
    assert first == second
    assert report.runs[0].outcome is Outcome.DIFFERS
    assert [finding.rule for finding in report.findings] == ["rng-identical"]
