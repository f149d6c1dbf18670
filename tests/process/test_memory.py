"""Memory that forked children copy by reading it, and what is none of that."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Finding, Outcome, Severity, Target
from pickcheck.thresholds import Thresholds

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is measured where /proc shows pages")

HEAD = """
import array, gc, multiprocessing as mp, time
from concurrent.futures import ProcessPoolExecutor
def total(_=None):
    return sum(len(word) for word in WORDS)
def change(_=None):
    for place in range(0, len(BYTES), 512):
        BYTES[place] = 1
def more(_=None):
    return len([str(number).zfill(60) for number in range(400_000)])
def read_bytes(_=None):
    return BYTES.count(1)
def wait(ready):
    ready.wait()
def each(work):
    children = [mp.Process(target=work) for _ in range(2)]
    [child.start() for child in children]
    [child.join() for child in children]
if __name__ == "__main__":
    WORDS = [str(number).zfill(60) for number in range(400_000)]
    BYTES = bytearray(50_000_000)
"""
COPIES = {
    "processes": "each(total)",
    "a pool": "with mp.Pool(2) as pool:\n    pool.map(total, range(4), 1)",
    "an executor": "with ProcessPoolExecutor(2, mp_context=mp.get_context('fork')) as pool:\n    list(pool.map(total, range(4)))",
    "the garbage collector": "del BYTES\nWORDS = [[word] for word in WORDS]\neach(gc.collect)",
}
SPARES = {
    "nothing is read": "each(print)",
    "bytes are read": "each(read_bytes)",
    "bytes are changed": "each(change)",
    "objects are made": "each(more)",
    "the garbage collector after a freeze": "del BYTES\nWORDS = [[word] for word in WORDS]\ngc.freeze()\neach(gc.collect)",
    "the parent lets go": "ready = mp.Event()\nchild = mp.Process(target=wait, args=(ready,))\nchild.start()\n"
    "del WORDS, BYTES\ntime.sleep(0.2)\nready.set()\nchild.join()",
}


def findings(tail: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    monkeypatch.chdir(folder)
    body = tail.replace("\n", "\n    ")
    (folder / "app.py").write_text(f"{HEAD}    {body}\n", encoding="utf-8")
    thresholds = Thresholds(copied_bytes=20_000_000)
    report = check(Target("app.py"), Options(("fork",), (sys.executable,), timeout=60, thresholds=thresholds))
    assert [run.outcome for run in report.runs] == [Outcome.OK]
    return list(report.findings)


@pytest.mark.parametrize("name", COPIES)
def test_copied_by_reading(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note at the line that starts the children, with the largest global."""
    (found,) = findings(COPIES[name], tmp_path, monkeypatch)
    assert (found.rule, found.severity) == ("cow-memory", Severity.NOTE)
    assert "WORDS, a list of 400,000" in found.message


@pytest.mark.parametrize("name", SPARES)
def test_what_is_no_copy_by_reading(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the child changes, makes, or looks at without counting."""
    assert findings(SPARES[name], tmp_path, monkeypatch) == []
