"""Something tried in a forked copy of this process first, so that what it does to the process is not done to this one.

Only where processes are forked safely: not on Windows, and not on macOS, whose own libraries may end a forked process.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

SECONDS = 60.0


@dataclass(frozen=True)
class Tried:
    """What became of it.

    event: "" when it ended, "died" with how in `said`, "late" when it had not ended in time, "unknown" when nothing can
    be told (it raised what is to be raised here).
    value: what it returned.
    """

    event: str
    value: Any = None
    said: str = ""


def first(action: Callable[[], Any], seconds: float = SECONDS) -> Tried:
    """Call the action in a forked copy of this process; what it returns must be plain data."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return Tried("unknown")
    reading, writing = os.pipe()
    others = threading.active_count() > 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # 3.12 and newer warn of threads
        child = os.fork()
    if child == 0:
        _in_child(action, writing)
    os.close(writing)
    try:
        data = _read(reading, seconds)
    except BaseException:
        data = None
        raise
    finally:
        os.close(reading)
        if data is None:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if data is None:
        why = " (or a lock was waited for that another thread held at the fork)" if others else ""
        return Tried("late", said=f"not done after {seconds:g} s{why}")
    return Tried(*pickle.loads(data)) if data else Tried("died", said=_how(status))  # noqa: S301 - from our own copy


def _in_child(action: Callable[[], Any], writing: int) -> None:
    """Never returns: what the program has registered for its end is not this copy's."""
    try:
        _be_quiet()
        try:
            result = ("", action())
        except BaseException:
            result = ("unknown", None)
        data = memoryview(pickle.dumps(result))
        while data:
            data = data[os.write(writing, data) :]
    finally:
        os._exit(0)


def _be_quiet() -> None:
    """Without the stacks and the core file of a crash, which is told in words."""
    handler = sys.modules.get("faulthandler")
    if handler is not None:
        handler.disable()
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass


def _read(reading: int, seconds: float) -> bytes | None:
    """All that comes; None when it has not ended in time. A copy that died has written nothing, or all."""
    deadline, data = time.monotonic() + seconds, b""
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return None
        part = os.read(reading, 1 << 16)
        if not part:
            return data
        data += part


def _how(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"was killed by {signal.Signals(os.WTERMSIG(status)).name}"
    return f"ended with status {os.WEXITSTATUS(status)}"
