"""Runs in a fresh process: does what a spawned child does before its work begins, and says what did not load.

CPython 3.10 to 3.14: Lib/multiprocessing/spawn.py ``spawn_main``, ``_main`` and ``prepare``.
"""

from __future__ import annotations

import os
import pickle
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PAYLOAD, RESULT = "payload", "result"
PATIENCE = 3.0  # seconds


def main(control: str) -> None:
    """Wait until standard input ends, load what lies in the control folder, and leave the result there.

    payload: a pickle of (name, data, preparation data, file descriptor of the resource tracker or None).
    result: the ``repr`` of {"event": "" | "main", "leaves": [...], "notes": [...], "raised": ..., "raised_in": ...}.
    """
    while os.read(0, 1024):
        pass
    with open(os.path.join(control, PAYLOAD), "rb") as file:
        name, data, preparation, tracker = pickle.load(file)  # noqa: S301 - our own file
    result = _arrive(name, data, preparation, tracker)
    temporary = os.path.join(control, RESULT + ".new")
    with open(temporary, "w", encoding="utf-8", errors="backslashreplace") as out:
        out.write(repr(result))
    os.replace(temporary, os.path.join(control, RESULT))
    _let_go()
    os._exit(0)  # what the main module left for the end is nobody's business here


def _let_go() -> None:
    """Remove semaphores and the like that the main module made, as a child does at its end; a few seconds at most."""
    from multiprocessing import util
    from threading import Thread

    thread = Thread(target=util._run_finalizers, daemon=True)  # type: ignore[attr-defined]
    thread.start()
    thread.join(PATIENCE)


def _arrive(name: str, data: bytes, preparation: dict[str, Any], tracker: int | None) -> dict[str, Any]:
    from multiprocessing import process, spawn

    if tracker is not None and sys.platform != "win32":
        from multiprocessing import resource_tracker

        resource_tracker._resource_tracker._fd = tracker  # type: ignore[attr-defined]
    current: Any = process.current_process()
    current._inheriting = True
    try:
        spawn.prepare(preparation)
    except BaseException as error:
        return _of_main(error)
    try:
        pickle.loads(data)  # noqa: S301 - what is being checked
    except BaseException as error:
        from .load import find_load_faults

        probe = find_load_faults(data, name=name, error=error)
        return {"event": "", "leaves": probe.leaves, "notes": probe.notes}
    return {"event": "", "leaves": [], "notes": []}


def _of_main(error: BaseException) -> dict[str, Any]:
    from .facts import raised
    from .loadfacts import raised_in

    return {"event": "main", "leaves": [], "notes": [], "raised": raised(error), "raised_in": raised_in(error)}
