"""What is handed over by its sender only as it is loaded: descriptors of connections and sockets."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Severity, Target

SCRIPT = """
import multiprocessing, os

def work(queue):
    left, right = multiprocessing.Pipe()
    queue.put({"to": left})
    queue.close()
    queue.join_thread()
    os._exit(0)

if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=work, args=(queue,))
    process.start()
    process.join()
    print(queue.get())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="handles are duplicated there")
def test_the_sender_is_gone(tmp_path: Path) -> None:
    """It is said that the sender is gone, not that the object would not load."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    report = check(Target(str(script)), Options(methods=("spawn",)))
    (finding,) = [one for one in report.findings if one.severity is Severity.ERROR]
    assert report.runs[0].outcome.value == "fails" and finding.rule == "unloadable"
    assert "its sender hands over" in finding.message and "join() it only after get()" in finding.advice
