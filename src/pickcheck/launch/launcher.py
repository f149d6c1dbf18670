"""One run: started, waited for, ended with all its processes, and what came of it."""

from __future__ import annotations

import locale
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from ..facts.processes import Wait
from ..model import Output, Target
from ..thresholds import DEFAULT, Thresholds
from . import jobs, leftovers, stalls, watchdog
from .interpreters import Interpreter
from .settings import command, environment
from .streams import Stream

# How long processes that outlive the script's own may take to end by themselves (a forkserver, a resource tracker).
GRACE = 3.0 if sys.platform == "win32" else 1.0  # there, a child that was started in vain may just begin
_WINDOWS = sys.platform == "win32"
_NEW_GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


@dataclass(frozen=True)
class Ended:
    """What the launcher saw of a run. ``exit_status`` is None when the run was ended by us.

    ended: "" | "time limit" | "stalled" | "respawning" | "interrupted", why we ended it. control: the folder with the
    journals. waits, stuck: what its threads did when it was ended (``facts.RunFacts``). began: the epoch's seconds.
    """

    exit_status: int | None
    seconds: float
    ended: str
    output: Output
    control: Path
    waits: tuple[Wait, ...] = ()
    stuck: frozenset[int] = frozenset()
    began: float = 0.0


class Stop(threading.Event):
    """Set when the user wants everything to end (Ctrl-C)."""


def launch(
    target: Target, method: str, interpreter: Interpreter, timeout: float, control: Path, stop: Stop,
    thresholds: Thresholds = DEFAULT,
) -> Ended:  # fmt: skip
    """Run the target under one start method until it ends, or for ``timeout`` seconds, or until ``stop`` is set."""
    env = environment(control, method, interpreter, target, thresholds)
    started, began = time.monotonic(), time.time()
    process = subprocess.Popen(
        command(target, interpreter),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=env, creationflags=_NEW_GROUP, start_new_session=not _WINDOWS,
    )  # fmt: skip
    jobs.enclose(process)
    streams = [Stream(process.stdout), Stream(process.stderr)]
    watch = stalls.Watch(process.pid, control, lambda: sum(stream.count for stream in streams), streams[1].divert)
    verdict = stalls.Verdict("interrupted")
    try:
        verdict = _wait(process, started + timeout, stop, watch)
        seconds = time.monotonic() - started
        if not verdict.ended:
            watchdog.drain(process, str(control), GRACE)
    finally:
        watchdog.end(process, str(control))
        jobs.release(process)
        leftovers.unlink(control)
    encoding = "cp1252" if interpreter.emulates(method) else locale.getpreferredencoding(False) if _WINDOWS else "utf-8"
    texts = [stream.text(encoding) for stream in streams]
    if interpreter.emulates(method):
        texts = [text.replace("\r\n", "\n") for text in texts]  # lines end there as they do on Windows
    output = Output(*texts)
    status = None if verdict.ended else process.returncode
    return Ended(status, seconds, verdict.ended, output, control, verdict.waits, verdict.stuck, began)


def new_folder() -> Path:
    """A folder for one check: below it what is made ready for each interpreter, and a control folder for each run."""
    return Path(tempfile.mkdtemp(prefix="pickcheck-"))


def new_control_folder(folder: Path) -> Path:
    """A folder for one run's settings and journals, in the check's."""
    return Path(tempfile.mkdtemp(prefix="run-", dir=folder))


def remove(folder: Path) -> None:
    """Remove a check's or a run's folder once its journals are read."""
    shutil.rmtree(folder, ignore_errors=True)


def _wait(process: subprocess.Popen[bytes], deadline: float, stop: Stop, watch: stalls.Watch) -> stalls.Verdict:
    """Wait for the script's own process; why the run is to be ended, "" when it has ended by itself."""
    while True:
        try:
            process.wait(timeout=min(0.1, max(0.001, deadline - time.monotonic())))
            return stalls.Verdict("")
        except subprocess.TimeoutExpired:
            if stop.is_set():
                return stalls.Verdict("interrupted")
            if time.monotonic() >= deadline:
                return watch.told("time limit")
            if (verdict := watch.look()) is not None:
                return verdict
