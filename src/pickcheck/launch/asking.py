"""How a process is asked for its stacks: by a signal, or by a question in the control folder; and which is better let be."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

from .live import Journals
from .stacks import Thread, threads_of

# A signal that nobody uses: multiprocessing, the C library and the script's own handlers stay as they are.
_REAL_TIME: int = getattr(signal, "SIGRTMAX", 0)
SIGNAL: int | None = _REAL_TIME - 5 if _REAL_TIME else getattr(signal, "SIGINFO", None)
QUESTION = "question"  # a file in the control folder (``recorder/stacks.py``)
ANSWER = 2.0  # seconds that a process may take to answer it


class Question:
    """Asks for stacks without a signal: a file with a number in it (``recorder/stacks.py``).

    unanswered: whether a process that was asked has not answered in time; who knows what it does.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._number = 0
        self.unanswered = False

    def ask(self, pids: list[int], seen: Journals) -> dict[int, tuple[Thread, ...]]:
        """The stacks of those of these processes that answer."""
        self._number += 1
        self._path.write_text(str(self._number), encoding="ascii")
        deadline = time.monotonic() + ANSWER
        while True:
            seen.read()
            found = {pid: seen.answered[pid][1] for pid in pids if seen.answered.get(pid, (0,))[0] == self._number}
            self.unanswered = len(found) < len(pids)
            if not self.unanswered or time.monotonic() > deadline:
                return {pid: threads_of(stacks) for pid, stacks in found.items()}
            time.sleep(0.05)


# What the kernel (Linux) calls the places where a thread waits for the clock or for a signal; any signal ends a pause.
_SLEEPS = ("nanosleep", "pause", "sigsuspend", "sigtimedwait")


def sleeps(pid: int) -> bool:
    """Whether a process's main thread is known to sleep, so that it need not be asked and woken."""
    try:
        where = Path(f"/proc/{pid}/wchan").read_text(encoding="ascii")
    except (OSError, ValueError):
        return False
    return any(name in where for name in _SLEEPS)


def catches(pid: int, number: int) -> bool:
    """Whether the process has a handler for the signal, as far as the system tells (Linux): it may be another program by now."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return not Path("/proc/self/status").exists()
    caught = re.search(r"^SigCgt:\s*([0-9a-f]+)", status, re.MULTILINE)
    return caught is None or bool(int(caught[1], 16) >> (number - 1) & 1)


def signal_to(pid: int) -> None:
    """Ask a process by the signal; it answers on standard error."""
    try:
        os.kill(pid, SIGNAL or 0)
    except OSError:
        pass
