"""What the recorder keeps of a payload lives no longer than it is needed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Target

SCRIPT = """
import sys
from multiprocessing import Process

def work(data):
    print("kept:", sys.modules["_pickcheck.recorder.process_pipe"].Copied.current)

if __name__ == "__main__":
    p = Process(target=work, args=(b"x" * 1000,))
    p.start()
    p.join()
"""


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
@pytest.mark.skipif(sys.platform == "win32", reason="forkserver is Unix'")
def test_a_process_object_is_not_kept(method: str, tmp_path: Path) -> None:
    """Its pickle is copied while it is loaded; the child's work begins without the copy."""
    (tmp_path / "app.py").write_text(SCRIPT, encoding="utf-8")
    report = check(Target(str(tmp_path / "app.py")), Options(methods=(method,), pythons=(sys.executable,)))
    assert report.outputs[0].stdout == "kept: None\n", report.runs
