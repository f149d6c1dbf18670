"""pickcheck batch --executor: the scripts' runs on a real cluster, one report back."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from pickcheck.batch.cluster import Cluster as Executor
from pickcheck.checker import Options
from pickcheck.launch.launcher import Stop
from pickcheck.model import Target

pytest.importorskip("distributed", reason="dask.distributed is not installed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")

FINE = "print('fine')\n"
BAD = """\
from multiprocessing import Process
if __name__ == "__main__":
    p = Process(target=print, args=(lambda: 1,))
    p.start()
    p.join()
"""
# Waits for its turn the first time it is run, and says so.
SLOW = """\
import os, time
if not os.path.exists("go"):
    open("up", "a").write("x")
    time.sleep(300)
"""
# Ends the worker that has it: the process of pickcheck's is its parent, and the worker that one's.
KILLER = """\
import os, psutil
psutil.Process().parent().parent().kill()
"""


def write(folder: Path, **sources: str) -> None:
    for name, source in sources.items():
        (folder / f"{name}.py").write_text(source)


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pickcheck", "batch", "--method", "spawn", "-o", "report.json", *words]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def outcomes(folder: Path) -> dict[str, str]:
    """Of each target's one run."""
    report = json.loads((folder / "report.json").read_text())
    return {one["target"]["path"]: one["runs"][0]["outcome"] for one in report["reports"]}


def until(happened: Any) -> None:
    deadline = time.monotonic() + 60
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert happened()


def test_one_report(cluster: Any, tmp_path: Path) -> None:
    """What the workers found comes back as one report, in the targets' order; paths are the user's own."""
    write(tmp_path, a_fine=FINE, b_bad=BAD, c_broken="def (:\n", d_fine=FINE)
    batch = start(tmp_path, "--executor", f"dask://{cluster.address}", ".", "nowhere.py")
    out, err = batch.communicate(timeout=100)
    assert (batch.returncode, err) == (1, ""), err
    assert list(outcomes(tmp_path).items()) == [
        ("a_fine.py", "ok"),
        ("b_bad.py", "fails"),
        ("c_broken.py", "error"),
        ("d_fine.py", "ok"),
        ("nowhere.py", "error"),
    ]
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["format"], report["reports"][1]["findings"][0]["rule"]) == (1, "lambda-arg")
    assert report["reports"][1]["findings"][0]["place"]["path"] == "b_bad.py"
    assert "nowhere.py: no such file" in out and "lambda-arg" in out


def test_a_lost_worker(cluster: Any, tmp_path: Path) -> None:
    """One of two workers is killed in the middle: what it had is run again, and its processes end."""
    write(tmp_path, a=SLOW, b=SLOW, c=FINE, d=BAD)
    batch = start(tmp_path, "--executor", f"tcp://{cluster.address}", "a.py", "b.py", "c.py", "d.py")
    until(lambda: (tmp_path / "up").exists() and len((tmp_path / "up").read_text()) == 2)
    before = {process.pid for process in living(tmp_path)}
    (tmp_path / "go").touch()
    cluster.workers[0].kill()
    until(lambda: len(before - {process.pid for process in living(tmp_path)}) >= 2)
    # What the other worker has goes on: it is told to end its script, which then is a script that was killed.
    for process in living(tmp_path):
        if process.pid in before and process.cmdline()[-1:] in (["a.py"], ["b.py"]):
            process.terminate()
    out, err = batch.communicate(timeout=100)
    assert (batch.returncode, err) == (1, ""), out + err
    found = outcomes(tmp_path)
    assert sorted(found[name] for name in ("a.py", "b.py")) == ["error", "ok"]
    assert (found["c.py"], found["d.py"]) == ("ok", "fails")


def test_a_script_that_takes_workers_down(cluster: Any, tmp_path: Path) -> None:
    """It is told after the scheduler's allowed failures; those that were beside it are checked."""
    cluster.add(3)
    write(tmp_path, killer=KILLER, beside="import time\ntime.sleep(1)\n", fine=FINE)
    batch = start(tmp_path, "--executor", f"dask://{cluster.address}", "killer.py", "beside.py", "fine.py")
    out, err = batch.communicate(timeout=100)
    assert (batch.returncode, err) == (3, ""), out + err
    assert outcomes(tmp_path) == {"killer.py": "error", "beside.py": "ok", "fine.py": "ok"}
    assert "each worker that it was given to died (2 in a row)" in out


def test_no_worker_left(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When every worker is lost for good, the rest is told and the batch ends."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, fine=FINE, slow=SLOW)
    executor = Executor(f"tcp://{cluster.address}", patience=2)
    found = {}
    for number, report in executor.reports(
        [Target("fine.py"), Target("slow.py")], Options(("spawn",)), Stop(), lambda target: None
    ):
        found[number] = report
        if number == 0:
            until((tmp_path / "up").exists)
            for worker in cluster.workers:
                worker.kill()
    assert [found[number].runs[0].outcome.value for number in (0, 1)] == ["ok", "error"]
    assert found[1].runs[0].reason == "not checked: the cluster has no worker any more"
    until(lambda: not any(process.cmdline()[-1:] == ["slow.py"] for process in living(tmp_path)))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_end(number: int, cluster: Any, tmp_path: Path) -> None:
    """Ctrl-C ends the scripts on the workers, and prints what was found; so does the end of pickcheck itself."""
    write(tmp_path, bad=BAD, slow=SLOW)
    batch = start(tmp_path, "--executor", f"dask://{cluster.address}", "bad.py", "slow.py")
    until((tmp_path / "up").exists)
    time.sleep(2)  # the other one is done by then
    batch.send_signal(number)
    out, err = batch.communicate(timeout=30)
    until(lambda: not living(tmp_path))
    if number == signal.SIGINT:
        assert (batch.returncode, "interrupted" in err, "Traceback" in err) == (130, True, False), err
        assert "lambda-arg" in out


def test_a_folder_that_workers_do_not_have(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said that the workers have to see the same files."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, fine=FINE)
    monkeypatch.setattr("os.getcwd", lambda: "/nowhere")
    executor = Executor(f"tcp://{cluster.address}")
    ((_, report),) = executor.reports([Target("fine.py")], Options(("spawn",)), Stop(), lambda target: None)
    assert "workers must see the same files" in report.runs[0].reason


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("dask://127.0.0.1:1", 3, "no dask scheduler answers at tcp://127.0.0.1:1"),
        ("127.0.0.1:8786", 2, "--executor takes dask://HOST:PORT"),
        ("dask://somewhere", 2, "--executor takes dask://HOST:PORT"),
        ("http://127.0.0.1:8786", 2, "--executor takes dask://HOST:PORT"),
    ],
)
def test_one_line(address: str, status: int, said: str, tmp_path: Path) -> None:
    """What is no cluster gets one clear line."""
    write(tmp_path, fine=FINE)
    out, err = (batch := start(tmp_path, "--executor", address, "fine.py")).communicate(timeout=60)
    assert (batch.returncode, out) == (status, "") and said in err and err.count("\n") == 1, err


def test_no_worker_at_all(tmp_path: Path, cluster: Any) -> None:
    """Said before anything is handed over."""
    for worker in cluster.workers:
        worker.kill()
        worker.wait()
    write(tmp_path, fine=FINE)
    batch = start(tmp_path, "--executor", f"dask://{cluster.address}", "fine.py")
    out, err = batch.communicate(timeout=60)
    assert (batch.returncode, out) == (3, "") and "has no worker" in err and err.count("\n") == 1, err


def living(folder: Path) -> list[psutil.Process]:
    """The processes that run in this folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(folder) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found
