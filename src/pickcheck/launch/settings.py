"""What a run is started with: the command, the environment, and the recorder's settings in the control folder."""

from __future__ import annotations

import marshal
import os
from pathlib import Path

from ..model import Target
from ..thresholds import DEFAULT, Thresholds
from . import asking, leftovers
from .interpreters import Interpreter
from .platforms import short, windows_differences

SOURCES = Path(__file__).resolve().parent.parent


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
        "stacks": asking.SIGNAL if answers else False,
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
