"""Crossings: every message of every process is counted, at the line that sent it, also by children that leave at once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck import check_script

SCRIPT = """
import multiprocessing as mp

def work(queue, connection):
    for number in range(5000):
        queue.put(number)
    queue.put("other line")
    connection.send(b"x" * 100)

if __name__ == "__main__":
    queue, (reader, writer) = mp.Queue(), mp.Pipe(duplex=False)
    process = mp.Process(target=work, args=(queue, writer))
    process.start()
    for _ in range(5001):
        queue.get()
    reader.recv()
    process.join()
    with mp.Pool(2) as pool:
        pool.map(len, ["ab"] * 10, chunksize=2)
"""


@pytest.mark.parametrize("method", ["spawn"] if sys.platform == "win32" else ["fork", "spawn", "forkserver"])
def test_counts(method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts are exact; bytes of many messages are estimated from a sample, those of few are exact."""
    (tmp_path / "script.py").write_text(SCRIPT)
    monkeypatch.chdir(tmp_path)
    (run,) = check_script("script.py", methods=[method], pythons=[sys.executable]).runs
    found = {(c.place.line, c.channel, c.direction): c for c in run.crossings}
    assert found[6, "queue", "to parent"].count == 5000
    assert 5000 * 5 <= found[6, "queue", "to parent"].bytes <= 5000 * 16
    assert (found[7, "queue", "to parent"].count, found[7, "queue", "to parent"].bytes) == (1, 25)
    assert found[8, "pipe", "to parent"].count == 1 and 100 < found[8, "pipe", "to parent"].bytes < 130
    assert (found[18, "pool", "to child"].count, found[19, "pool", "to child"].count) == (2, 5)
    assert found[19, "pool", "to parent"].count == 5
    assert found[13, "process", "to child"].count == 1
    assert bool(found[13, "process", "to child"].bytes) is (method != "fork")
    assert run.processes[0].name.endswith("Process-1") and run.processes[0].exit_status == 0


IN_TURN = """
import multiprocessing as mp

def read(queue, count):
    for _ in range(count):
        queue.get()

if __name__ == "__main__":
    queue = mp.Queue()
    process = mp.Process(target=read, args=(queue, 599))
    process.start()
    for number in range(300):
        queue.put(number)
        queue.put(number if number != 150 else (lambda: 1))
    process.join()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="one start method is enough, and fork is the quickest")
def test_lines_that_put_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each message is its own line's; the one that fails is none of the count, and is found at its own line."""
    (tmp_path / "script.py").write_text(IN_TURN)
    monkeypatch.chdir(tmp_path)
    report = check_script("script.py", methods=["fork"], pythons=[sys.executable])
    found = {c.place.line: c.count for c in report.runs[0].crossings if c.channel == "queue"}
    assert found == {13: 300, 14: 299}
    assert [(finding.rule, finding.place.line) for finding in report.findings] == [("lambda-arg", 14)]
