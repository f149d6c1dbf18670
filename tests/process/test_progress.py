"""The live line: on a terminal only, and gone when the report comes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX terminal")


def run(folder: Path, *args: str, **streams: int) -> subprocess.Popen[bytes]:
    (folder / "script.py").write_text("print('fine')\n")
    words = [sys.executable, "-m", "pickcheck", "--python", sys.executable, "script.py", *args]
    return subprocess.Popen(words, cwd=folder, **streams)


def read(leader: int) -> bytes:
    """What is shown on a terminal until nobody has it any more."""
    shown = b""
    while True:
        try:
            data = os.read(leader, 4096)
        except OSError:
            return shown
        if not data:
            return shown
        shown += data


def test_on_a_terminal(tmp_path: Path) -> None:
    """It says which run is on, and ends with an empty line."""
    leader, follower = os.openpty()
    with run(tmp_path, stdout=subprocess.DEVNULL, stderr=follower) as process:
        os.close(follower)
        shown = read(leader)
    os.close(leader)
    assert process.returncode == 0
    assert b"script.py: run 1 of 4, fork on 3." in shown and b"run 4 of 4" in shown
    assert shown.endswith(b"\r\x1b[2K")


def test_in_a_pipe(tmp_path: Path) -> None:
    """Nothing at all where nobody watches."""
    with run(tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None and process.stderr.read() == b""


def test_options_after_the_script(tmp_path: Path) -> None:
    """They are the script's; whoever typed them is told, and nobody else."""
    leader, follower = os.openpty()
    with run(tmp_path, "--method=fork", "-v", stdout=subprocess.DEVNULL, stderr=follower) as process:
        os.close(follower)
        shown = read(leader)
    os.close(leader)
    assert process.returncode == 0
    assert b"note: --method after script.py went to it: pickcheck's own options stand before it" in shown
    with run(tmp_path, "--method=fork", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None and process.stderr.read() == b""
