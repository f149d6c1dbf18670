"""Record in a process that runs already and goes on afterwards: that of a test runner (``pytest_recording.py``).

Everywhere else the recorder comes in with the interpreter's start (``entry/sitecustomize.py``).
"""

from __future__ import annotations

import os
import sys

from . import places, processes, spawning, start
from .exceptions import uncaught
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def begin(control: str, settings: dict[str, Any]) -> None:
    """Record into the control folder; what this process starts from now on records there too."""
    places.hide(settings["sources"])  # which were imported here, and are no part of the tests
    start.start(control, settings, None)
    spawning.give_ours()


@quiet
def next_test() -> None:
    """Another test begins: what was bounded for the one before is counted anew."""
    spawning.give_ours()  # the test before may have set PYTHONPATH
    processes.forget()
    name = __name__.rpartition(".")[0]
    if (failures := sys.modules.get(f"{name}.failures")) is not None:
        failures.forget()
    if (state := sys.modules.get(f"{name}.state")) is not None:
        state.forget()


@quiet
def failed(error: BaseException) -> None:
    """This error ended a test."""
    session.journal.write("uncaught", **uncaught(error))


def end() -> None:
    """Record no more; the environment of children is that of ``os.environ`` again."""
    start.stop()
    session.journal.folder = ""  # nothing is written any more
    theirs = os.environ.get("PYTHONPATH")
    if theirs is None:
        os.unsetenv("PYTHONPATH")
    else:
        os.putenv("PYTHONPATH", theirs)
    os.unsetenv("PICKCHECK_RUN")
