"""Roots: what the user wrote, whatever multiprocessing made of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck import check_script

HEAD = """
import threading
import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor

class J:
    def __init__(self, bad=1):
        self.lock = threading.Lock() if bad else None

def f(*args, **kwargs):
    return 1

def back(x):
    return J(x)

def drop(action):
    try:
        action()
    except Exception:
        pass

if __name__ == "__main__":
    with mp.Pool(2) as pool, ProcessPoolExecutor(2) as executor:
"""
CASES = {
    "pool.apply(f, (1, J()))": "args[1].lock",
    "pool.apply(f, (), {'k': [J()]})": "kwargs['k'][0].lock",
    "pool.map(f, [J(0)] * 6 + [J()], chunksize=4)": "iterable[6].lock",
    "pool.starmap(f, [(1, J(0)), (2, J())])": "iterable[1][1].lock",
    "list(pool.imap(f, [J(0), J()]))": "iterable[1].lock",
    "list(pool.imap_unordered(f, [J(0)] * 5 + [J()], 2))": "iterable[5].lock",
    "pool.map(back, [0, 0, 0, 1], chunksize=2)": "result[3].lock",
    "pool.apply(back, (1,))": "result.lock",
    "executor.submit(f, 1, k=J()).result()": "kwargs['k'].lock",
    "list(executor.map(f, [J(0), J(0), J()]))": "iterable[2].lock",
    "list(executor.map(f, [1] * 5, [J(0)] * 4 + [J()], chunksize=2))": "iterables[1][4].lock",
    "list(executor.map(back, [0, 0, 0, 1], chunksize=2))": "result[3].lock",
    "executor.submit(back, 1).result()": "result.lock",
    "mp.SimpleQueue().put({'a': J()})": "obj['a'].lock",
    "mp.Pipe()[0].send([J()])": "obj[0].lock",
}


@pytest.mark.parametrize("method", ["spawn"] if sys.platform == "win32" else ["fork", "forkserver"])
def test_roots(method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every way to send an object, with the path that a reader of the source would write."""
    lines = "".join(f"        drop(lambda: {case})\n" for case in CASES)
    (tmp_path / "script.py").write_text(HEAD + lines)
    monkeypatch.chdir(tmp_path)
    report = check_script("script.py", methods=[method], pythons=[sys.executable])
    assert report.runs[0].outcome.value == "ok", report.runs[0].reason
    first = HEAD.count("\n") + 1
    found = {f.place.line - first: f.leaf.path for f in report.findings if f.place and f.place.line and f.leaf}
    assert [found.get(number) for number in range(len(CASES))] == list(CASES.values())
    assert {finding.severity.value for finding in report.findings} == {"warning"}
