"""Time limits, Ctrl-C, orphans: the whole tree of a run is ended, always."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and sessions")

# Children of every kind, one of which left the process group, and a lambda that fails first.
TREE = """
import multiprocessing as mp, os, subprocess, sys, time

def nested():
    mp.Process(target=time.sleep, args=(300,)).start()
    time.sleep(300)

if __name__ == "__main__":
    try:
        mp.Pipe()[1].send(lambda: 1)
    except Exception:
        pass
    mp.Process(target=nested).start()
    subprocess.Popen(["sleep", "300"])
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"], start_new_session=True)
    if os.fork() == 0:
        os.setsid()
        time.sleep(300)
    open("up", "w").close()
    time.sleep(300)
"""


def living(marker: str) -> list[psutil.Process]:
    """The processes that run in this folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.cwd() == marker and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def command(folder: Path, *words: str) -> list[str]:
    (folder / "script.py").write_text(TREE)
    return [sys.executable, "-m", "pickcheck", *words, "-o", "report.json", "script.py"]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_time_limit(method: str, tmp_path: Path) -> None:
    """At its time limit a run is ended with all its processes, and what was found until then is reported."""
    words = command(tmp_path, "--method", method, "--timeout", "3")
    result = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["runs"][0]["outcome"] == "hangs" and report["runs"][0]["exit_status"] is None
    assert {finding["rule"] for finding in report["findings"]} >= {"time-limit", "lambda-arg"}
    assert result.returncode == 1
    assert not living(str(tmp_path))


def test_ctrl_c(tmp_path: Path) -> None:
    """Ctrl-C ends every process within two seconds and still prints what was found."""
    process = subprocess.Popen(
        command(tmp_path), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 30
    while not (tmp_path / "up").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    sent = time.monotonic()
    out, err = process.communicate(timeout=30)
    assert time.monotonic() - sent < 2 + 1  # the interpreter's own start and end are ours, not the run's
    assert process.returncode == 130 and "interrupted" in err and "Traceback" not in err
    assert "lambda-arg" in out and (tmp_path / "report.json").exists()
    assert not living(str(tmp_path))


def test_no_orphans(tmp_path: Path) -> None:
    """Processes that a script leaves behind when it ends are ended too."""
    (tmp_path / "script.py").write_text(
        "import os, subprocess\nsubprocess.Popen(['sleep', '300'], start_new_session=True)\n"
        "if os.fork() == 0:\n    os.setsid()\n    os.execvp('sleep', ['sleep', '300'])\n"
    )
    words = [sys.executable, "-m", "pickcheck", "--method", "spawn", "script.py"]
    result = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stdout
    assert not living(str(tmp_path))
