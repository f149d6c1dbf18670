"""Children that are not forked: which Python they are started with, and what of ours is in their environment.

CPython 3.10 to 3.14: Lib/multiprocessing/util.py ``spawnv_passfds``.
"""

from __future__ import annotations

import os
import sys

from .places import user_place
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

_executables: set[str] = set()


@quiet
def enter_spawn(path: Any) -> None:
    """``util.spawnv_passfds``: the child gets our variables even if the script has set its own PYTHONPATH by now."""
    started_with(os.fsdecode(path), sys._getframe(2))
    give_ours()


def started_with(executable: str, frame: FrameType) -> None:
    """What children are started with, where that is something else than this process was."""
    if executable == session.executable or executable in _executables:
        return
    _executables.add(executable)
    fault = "there is no such file" if not os.path.isfile(executable) else ""
    fault = fault or ("" if os.access(executable, os.X_OK) else "it may not be executed")
    path = os.path.abspath(executable) if executable else ""
    session.journal.write("executable", path=path, fault=fault, place=user_place(frame))


def give_ours() -> None:
    """Our variables, into the environment that a child gets."""
    theirs, entry = os.environ.get("PYTHONPATH"), session.settings["entry"]
    os.putenv("PYTHONPATH", f"{entry}{os.pathsep}{theirs}" if theirs else entry)
    os.putenv("PICKCHECK_RUN", session.control)


def with_ours(environ: dict[str, str]) -> dict[str, str]:
    """A copy of ``os.environ`` that a child is given (from a venv on Windows) with our variables in it."""
    try:
        theirs, entry = environ.get("PYTHONPATH"), session.settings["entry"]
        environ["PYTHONPATH"] = f"{entry}{os.pathsep}{theirs}" if theirs else entry
        environ["PICKCHECK_RUN"] = session.control
    except Exception as error:
        session.trouble("with_ours", error)
    return environ
