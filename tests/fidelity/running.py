"""Run a target plain and under the recorder, in the same environment and folder."""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pickcheck.checker import Options, check
from pickcheck.model import Target

METHODS = ("fork", "spawn", "forkserver")
TIMEOUT = 60.0
# What run_plain.py does to set the default start method: in the first process only, as the interpreter's own default.
DEFAULT_METHOD_SITE = """
import os
_method = os.environ.pop("PLAIN_METHOD", None)
if _method:
    from multiprocessing import context
    context._default_context._default_context = context._concrete_contexts[_method]
"""


@dataclass(frozen=True)
class Ran:
    """How a run ended; ``status`` is None when it had to be ended."""

    status: int | None
    stdout: str
    stderr: str


def plain(target: Target, python: str, timeout: float = TIMEOUT, **environment: str) -> Ran:
    """The target as the user would run it, with some more variables in its environment."""
    what = [target.path] if target.path is not None else ["-m", str(target.module)]
    process = subprocess.Popen(
        [python, *what, *target.args],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, **environment}, start_new_session=True,
    )  # fmt: skip
    try:
        out, err = process.communicate(timeout=timeout)
        status: int | None = process.returncode
    except subprocess.TimeoutExpired:
        status = None
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate(timeout=10)
    return Ran(status, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))


def plain_under(target: Target, python: str, method: str, folder: Path, timeout: float = TIMEOUT) -> Ran:
    """A plain run whose default start method a sitecustomize in ``folder`` sets."""
    (folder / "sitecustomize.py").write_text(DEFAULT_METHOD_SITE, encoding="utf-8")
    return plain(target, python, timeout, PLAIN_METHOD=method, PYTHONPATH=str(folder))


def recorded(target: Target, python: str, method: str, timeout: float = TIMEOUT) -> Ran:
    """The same under the recorder. A patch that could not be made fails the test."""
    report = check(target, Options(methods=(method,), pythons=(python,), timeout=timeout))
    (run,), (output,) = report.runs, report.outputs
    assert "not watched" not in run.reason, run.reason
    return Ran(run.exit_status, output.stdout, output.stderr)
