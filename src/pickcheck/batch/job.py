"""One script's check as a process of its own on a worker of a cluster: it ends with whoever started it.

The worker writes the job to the process's standard input and keeps that open. When it closes, because the script is no
longer wanted or because the worker died, the script's runs are ended. What comes out of standard output is the report.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

_ENTRY = (
    "import sys; sys.path[:] = [part for part in sys.path if part]; sys.path.append({folder!r}); "
    "from pickcheck.batch.job import main; main()"
)
_LOOK = 0.25  # seconds between two looks at whether the report is still wanted
_PATIENCE = 5.0  # seconds that the process has to end its runs


def run(job: bytes, folder: str, is_wanted: Callable[[], bool]) -> bytes | None:
    """Check in a process of its own, in this folder; the pickled report, or None when it was no longer wanted.

    Raises OSError where there is no such folder, RuntimeError when the process died.
    """
    package = str(Path(__file__).resolve().parents[2])
    words: dict[str, Any] = {} if sys.platform == "win32" else {"start_new_session": True}
    process = subprocess.Popen(
        [sys.executable, "-c", _ENTRY.format(folder=package)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder, **words,
    )  # fmt: skip
    stdin, stdout = process.stdin, process.stdout
    assert stdin is not None and stdout is not None
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(stdout.read()), daemon=True)
    reader.start()
    try:
        stdin.write(len(job).to_bytes(8, "big") + job)
        stdin.flush()
        wanted = _wait(process, is_wanted)
    finally:
        _end(process)
    reader.join()
    if not wanted:
        return None
    if process.returncode or not read[0]:
        raise RuntimeError(f"the process that checked it ended with status {process.returncode}")
    return read[0]


def _wait(process: subprocess.Popen[bytes], is_wanted: Callable[[], bool]) -> bool:
    while is_wanted():
        try:
            process.wait(_LOOK)
            return True
        except subprocess.TimeoutExpired:
            continue
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    try:
        process.stdin.close()
    except OSError:  # it has ended
        pass
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main() -> None:
    """In the process: the job comes in, the report goes out; nothing else is printed there."""
    from ..launch.launcher import Stop
    from . import check_one

    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    size = int.from_bytes(sys.stdin.buffer.read(8), "big")
    target, options = pickle.loads(sys.stdin.buffer.read(size))  # noqa: S301 - from a pickcheck of the same version
    stop = Stop()
    threading.Thread(target=_watch, args=(stop,), daemon=True).start()
    report = check_one(target, options, stop)
    try:
        with out:
            out.write(pickle.dumps(report))
    except BrokenPipeError:  # the worker has gone
        pass


def _watch(stop: threading.Event) -> None:
    while os.read(0, 1024):
        pass
    stop.set()
