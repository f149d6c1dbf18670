"""pickcheck batch on this machine: words in, one report and an exit status out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

FINE = "print('fine')\n"
BAD = """\
from multiprocessing import Process
if __name__ == "__main__":
    p = Process(target=print, args=(lambda: 1,))
    p.start()
    p.join()
"""


def batch(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pickcheck", "batch", *words]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=100, check=False, env=env)


def write(folder: Path, **sources: str) -> None:
    for name, source in sources.items():
        (folder / f"{name}.py").write_text(source)


def test_one_report(tmp_path: Path) -> None:
    """Each script has its report, in one; what cannot be checked is told there and ends nothing."""
    write(tmp_path, a_fine=FINE, b_bad=BAD, c_broken="def (:\n", module="X = 1\n")
    result = batch(tmp_path, "-j", "2", "--method", "spawn", "-o", "report.json", ".", "nowhere.py")
    assert (result.returncode, result.stderr) == (1, "")
    plain = json.loads((tmp_path / "report.json").read_text())
    assert list(plain) == ["format", "pickcheck", "reports"]
    found = {one["target"]["path"]: one["runs"][0] for one in plain["reports"]}
    assert {path: run["outcome"] for path, run in found.items()} == {
        "a_fine.py": "ok", "b_bad.py": "fails", "c_broken.py": "error", "nowhere.py": "error",
    }  # fmt: skip
    assert "syntax error, line 1" in found["c_broken.py"]["reason"]
    assert "spawn: nowhere.py: no such file" in result.stdout and "1 error in 4 targets" in result.stdout


def test_a_single_script(tmp_path: Path) -> None:
    """The report of a batch has the same form however many scripts there are; it can be shown again."""
    write(tmp_path, fine=FINE)
    result = batch(tmp_path, "fine.py", "--method", "spawn", "--format", "json")
    plain = json.loads(result.stdout)
    assert (result.returncode, len(plain["reports"])) == (0, 1)
    (tmp_path / "report.json").write_text(result.stdout)
    command = [sys.executable, "-m", "pickcheck", "show", "report.json"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["nowhere.py"], 3, ""),
        (["broken.py", "fine.py"], 3, ""),
        (["fine.py"], 0, ""),
        (["empty"], 3, "empty: no scripts in this folder"),
        ([], 2, "PATH..."),
        (["fine.py", "--python", "3.99"], 3, "no interpreter 3.99"),
        (["fine.py", "--method", "thread"], 2, "unknown start method 'thread'"),
        (["fine.py", "-o", "no/where.json"], 2, "no/where.json: cannot be written"),
    ],
)
def test_exit_status(words: list[str], status: int, said: str, tmp_path: Path) -> None:
    """As for a single script; usage errors are one line, said before anything is run."""
    (tmp_path / "empty").mkdir()
    write(tmp_path, fine=FINE, broken="def (:\n")
    result = batch(tmp_path, *([] if "--method" in words else ["--method", "spawn"]), *words)
    assert result.returncode == status, result.stdout + result.stderr
    assert said in result.stderr and result.stderr.count("\n") == bool(said)


def test_every_format(tmp_path: Path) -> None:
    """Each renderer takes a report with scripts that could not be checked."""
    write(tmp_path, bad=BAD)
    files = [f"report{suffix}" for suffix in (".json", ".html", ".md", ".sarif", ".xml", ".txt")]
    words = [word for name in files for word in ("-o", name)]
    batch(tmp_path, "bad.py", "nowhere.py", "--method", "spawn", *words)
    for name in files:
        assert "nowhere.py" in (tmp_path / name).read_text(encoding="utf-8") or name == "report.sarif"


def test_configuration(tmp_path: Path) -> None:
    """What pyproject.toml says holds for a batch too."""
    write(tmp_path, bad=BAD)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.pickcheck]\nmethods = ["spawn"]\nignore = ["lambda-arg", "decoy-eof"]\n'
    )
    result = batch(tmp_path, "bad.py", "--format", "json")
    (report,) = json.loads(result.stdout)["reports"]
    assert [run["method"] for run in report["runs"]] == ["spawn"] and not report["findings"]


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_a_bar_on_a_terminal_only(tmp_path: Path) -> None:
    """It counts scripts; standard error that is no terminal gets none of it (see the other tests)."""
    import pty

    write(tmp_path, one=FINE, two=FINE)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pickcheck", "batch", "--method", "spawn", "."]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        try:
            while data := os.read(ours, 65536):
                shown += data
        except OSError:  # the other end is closed
            pass
        out = process.communicate(timeout=60)[0]
    os.close(ours)
    assert process.returncode == 0 and b"one.py" in out
    assert b"0/2" in shown and b"2/2" in shown and "━".encode() in shown


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c(tmp_path: Path) -> None:
    """The runs are ended, what is waiting is not begun, and what was found is printed."""
    slow = "import time\nopen(__file__ + '.up', 'w').close()\ntime.sleep(300)\n"
    write(tmp_path, a=BAD, b=slow, c=slow, d=slow)
    command = [sys.executable, "-m", "pickcheck", "batch", "--method", "spawn", "-j", "2", "."]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while not (tmp_path / "c.py.up").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, "interrupted" in err, "Traceback" in err) == (130, True, False), err
    assert "lambda-arg" in out and not (tmp_path / "d.py.up").exists()
    assert not [one for one in psutil.process_iter(["cwd"]) if one.info["cwd"] == str(tmp_path)]
