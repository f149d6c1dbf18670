"""One run: the command, the environment, the control folder, and what came of it."""

from __future__ import annotations

import locale
import marshal
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ..facts.processes import Wait
from ..model import Output, Target
from ..thresholds import DEFAULT, Thresholds
from . import jobs, leftovers, stalls, watchdog
from .interpreters import Interpreter
from .platforms import short, windows_differences

SOURCES = Path(__file__).resolve().parent.parent
# Of each stream the first and the last so many bytes are kept: a script may print a gigabyte.
KEPT = 256 * 1024
# How long processes that outlive the script's own may take to end by themselves (a forkserver, a resource tracker).
GRACE = 3.0 if sys.platform == "win32" else 1.0  # there, a child that was started in vain may just begin
# How long a process may take to answer when it is asked for its stacks.
ANSWER = 0.5
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
    streams = [_Stream(process.stdout), _Stream(process.stderr)]
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


def environment(
    control: Path, method: str, interpreter: Interpreter, target: Target, thresholds: Thresholds = DEFAULT
) -> dict[str, str]:
    """The environment that brings the recorder in, under this start method; its settings are put into the folder."""
    settings = ready(control, method, interpreter, target.path, thresholds)
    entry, original = str(settings["entry"]), settings["pythonpath"]
    path = entry if not original else f"{entry}{os.pathsep}{original}"
    return {**os.environ, "PYTHONPATH": path, "PICKCHECK_RUN": str(control)}


def ready(
    control: Path, method: str, interpreter: Interpreter, script: str | None = None, thresholds: Thresholds = DEFAULT,
    *, answers: bool = True,
) -> dict[str, object]:  # fmt: skip
    """Make a control folder ready for the recorder; returns the settings that were put there.

    method: "" leaves the default start method alone. answers: whether processes are to tell their stacks when asked.
    """
    (control / "journals").mkdir()
    settings: dict[str, object] = {
        "method": method,
        "script": script,
        "entry": os.path.join(interpreter.recorder, "entry"),
        "pythonpath": os.environ.get("PYTHONPATH"),
        "recorder": interpreter.recorder,
        "sources": str(SOURCES),
        "stacks": stalls.SIGNAL if answers else False,
        "version": interpreter.hexversion,
        "heavy": thresholds.task_bytes,
        "copied": thresholds.copied_bytes,
        "tracked": str(control / leftovers.TRACKED),
        "windows": _windows(method, interpreter),
    }
    # In marshal's version 2, which any Python 3 reads.
    (control / "settings").write_bytes(marshal.dumps(settings, 2))
    return settings


def _windows(method: str, interpreter: Interpreter) -> dict[str, object] | None:
    """What differs on Windows, where that is emulated, or where it is Windows."""
    if not interpreter.emulates(method) and interpreter.python.platform != "win32":
        return None
    differences = windows_differences(short(interpreter.python.version), interpreter.python.platform)
    return differences.plain(interpreter.emulates(method))


def command(target: Target, interpreter: Interpreter) -> list[str]:
    """The target's own command line, exactly as the user would type it."""
    what = [target.path] if target.path is not None else ["-m", str(target.module)]
    return [interpreter.python.executable, *what, *target.args]


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


class _Stream:
    """Reads a stream to its end in a thread of its own, keeping its first and its last ``KEPT`` bytes."""

    def __init__(self, file: IO[bytes] | None) -> None:
        assert file is not None
        self._file = file
        self._head = bytearray()
        self._tail: deque[bytes] = deque()
        self._held = self._lost = 0
        self._aside: bytearray | None = None
        self.count = 0
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while data := os.read(self._file.fileno(), 65536):
            if self._aside is not None:
                self._aside += data
            else:
                self._take(data)

    def _take(self, data: bytes) -> None:
        self.count += len(data)
        room = KEPT - len(self._head)
        self._head += data[:room]
        self._keep(data[max(room, 0) :])

    def divert(self, action: Callable[[], None]) -> str:
        """What is printed in answer to an action, until no more comes; it is not part of the text."""
        self._aside = bytearray()
        action()
        deadline, size = time.monotonic() + ANSWER, -1
        while time.monotonic() < deadline and not 0 < size == len(self._aside):
            size = len(self._aside)
            time.sleep(ANSWER / 10)
        data, self._aside = self._aside, None
        return data.decode("utf-8", "replace")

    def _keep(self, data: bytes) -> None:
        self._tail.append(data)
        self._held += len(data)
        while self._tail and self._held - len(self._tail[0]) >= KEPT:
            gone = len(self._tail.popleft())
            self._held -= gone
            self._lost += gone

    def text(self, encoding: str) -> str:
        """What was printed; a process that we cannot end may still hold the stream, so it is not waited for long."""
        self._thread.join(2.0)
        gap = f"\n... {self._lost:,} bytes left out ...\n".encode() if self._lost else b""
        data = bytes(self._head) + gap + b"".join(list(self._tail))
        if not self._thread.is_alive():
            self._file.close()
        return data.decode(encoding, "replace")
