"""Whether a run still makes progress, and if not whether it ever will.

Nothing is asked of a run that makes progress, or in which nothing went wrong. Where a fault is on record (an item that a
feeder thread dropped, a worker that died, a queue that is joined before it is read, ...) and nothing happens any more,
every process is asked for its stacks. Only when all of them wait without a time limit for one another is the run ended.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from ..facts import Wait
from . import deadlocks, servers, waiting
from .live import Journals
from .stacks import Thread, parse, threads_of

# A signal that nobody uses: multiprocessing, the C library and the script's own handlers stay as they are.
_REAL_TIME: int = getattr(signal, "SIGRTMAX", 0)
SIGNAL: int | None = _REAL_TIME - 5 if _REAL_TIME else getattr(signal, "SIGINFO", None)

INTERVAL = 0.25  # seconds between two looks
QUIET = 1.5  # seconds without progress after which stacks are asked for
AGAIN = 1.0  # seconds until the second look that must see the same
IDLE = 0.05  # share of one core below which nothing is being computed
QUESTION = "question"  # a file in the control folder (``recorder/stacks.py``)
ANSWER = 2.0  # seconds that a process may take to answer it
RESPAWNS = 12  # a pool's workers that died while starting, each in the place of another, until it is called endless


@dataclass(frozen=True)
class Verdict:
    """Why a run is to be ended: "stalled" or "respawning"; and what was seen."""

    ended: str
    waits: tuple[Wait, ...] = ()
    stuck: frozenset[int] = frozenset()


class Watch:
    """Looks at one run from time to time. ``divert``: gives what is printed on standard error while it is called."""

    def __init__(self, root: int, control: Path, printed: Callable[[], int], divert: Callable[..., str]) -> None:
        self._root, self._printed, self._divert = root, printed, divert
        self._question = _Question(control / QUESTION)
        self._seen = Journals(control / "journals")
        self._progress: tuple[Any, ...] = ()
        self._cpu: dict[int, float] = {}
        self._busy: set[int] = set()
        self._looked = self._moved = time.monotonic()
        self._due = 0.0
        self._before: Verdict | None = None

    def look(self) -> Verdict | None:
        """What is to be done about the run; None while it may go on. Called as often as one likes."""
        now = time.monotonic()
        if now - self._looked < INTERVAL:
            return None
        self._seen.read()
        if self._seen.respawned >= RESPAWNS:
            return Verdict("respawning")
        living = list(_tree(self._root))
        if self._moves(now, living):
            self._moved, self._due, self._before = now, now + QUIET, None
            return None
        if now < self._due or not self._explains({process.pid for process in living}):
            return None
        return self._ask(now)

    def _explains(self, living: set[int]) -> bool:
        """Whether anything is known that could explain why nothing happens any more."""
        return self._seen.fault(living) or any(map(servers.waits_for, living))

    def _moves(self, now: float, living: list[psutil.Process]) -> bool:
        cpu = {process.pid: _cpu(process) for process in living}
        limit = IDLE * (now - self._looked)
        self._busy = {pid for pid, used in cpu.items() if used - self._cpu.get(pid, 0.0) > limit}
        progress = (frozenset(cpu), self._printed(), self._seen.size)
        moved = progress != self._progress or bool(self._busy - self._seen.told.keys())
        self._progress, self._cpu, self._looked = progress, cpu, now
        return moved

    def _ask(self, now: float) -> Verdict | None:
        verdict = self.ask()
        self._cpu.update((process.pid, _cpu(process)) for process in _tree(self._root))  # to answer takes time, too
        if verdict is None:
            # Somebody is alive: look again, ever more rarely.
            self._before, self._due = None, now + 2 * (now - self._moved)
            return None
        if self._before == verdict:
            return verdict
        self._before, self._due = verdict, now + AGAIN
        return None

    def ask(self) -> Verdict | None:
        """Every process's stacks; None when one of its threads may go on by itself."""
        if any(_sleeps(process.pid) or self._runs_another(process.pid) for process in _tree(self._root)):
            return None
        stacks = self.stacks()
        if not stacks or self._question.unanswered or any(self._alive(pid, threads) for pid, threads in stacks.items()):
            return None
        return self._verdict("stalled", stacks)

    def _runs_another(self, pid: int) -> bool:
        """Whether a child of multiprocessing's runs another program by now (``os.execv``), or Python anew."""
        return SIGNAL is not None and self._seen.is_child(pid) and not _catches(pid, SIGNAL)

    def _alive(self, pid: int, threads: tuple[Thread, ...]) -> bool:
        if servers.waits_for(pid):
            threads = threads[:-1]  # all but the main one
        alive = any(waiting.alive(one) or (waiting.asks_again(one) and not self._seen.lost) for one in threads)
        return alive and not (len(threads) == 1 and deadlocks.waits_in(pid))

    def told(self, ended: str) -> Verdict:
        """A verdict for a run that is ended anyway, with what its threads do at this moment."""
        return self._verdict(ended, self.stacks(last=True))

    def _verdict(self, ended: str, stacks: dict[int, tuple[Thread, ...]]) -> Verdict:
        waits = tuple(
            _in_vain(replace(wait, pid=pid, process=self._seen.name(pid, self._root)))
            for pid, threads in sorted(stacks.items())
            for index, thread in enumerate(threads)
            if (wait := waiting.wait_of(thread, main=index == len(threads) - 1)) is not None
        )
        stuck = frozenset(pid for pid, threads in stacks.items() if any(map(waiting.stuck, threads)))
        return Verdict(ended, waits, stuck)

    def stacks(self, last: bool = False) -> dict[int, tuple[Thread, ...]]:
        """The stacks of every Python process that can tell them, by pid.

        A process that computes is not asked unless it is the ``last`` thing it does: CPython reads the other threads'
        frames without the GIL, and that may crash.
        """
        self._seen.read()
        found = {pid: threads_of(told) for pid, told in self._seen.told.items() if pid in self._busy}
        asked = [process.pid for process in _tree(self._root) if last or process.pid not in self._busy]
        asked = [pid for pid in asked if self._seen.answers(pid)]
        if SIGNAL is None:
            return found | self._question.ask(asked, self._seen)
        # One after the other, and each is looked at when its turn comes: it may be about to leave by then.
        told = {pid: parse(self._divert(partial(_signal, pid)))[0] for pid in asked if _catches(pid, SIGNAL)}
        return found | told


def _in_vain(wait: Wait) -> Wait:
    """A wait that Python does not know of: that of a process's only thread in a library, or for multiprocessing's servers."""
    named = servers.waits_for(wait.pid) if wait.main and not wait.what else ""
    if named:
        return replace(wait, what=f"a child to end, and has only {named} left", servers=named)
    library = deadlocks.waits_in(wait.pid) if wait.main and not wait.what else ""
    return replace(wait, what=f"a thread that is not there, in {library}", library=library) if library else wait


class _Question:
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


def _sleeps(pid: int) -> bool:
    """Whether a process's main thread is known to sleep, so that it need not be asked and woken."""
    try:
        where = Path(f"/proc/{pid}/wchan").read_text(encoding="ascii")
    except (OSError, ValueError):
        return False
    return any(name in where for name in _SLEEPS)


def _catches(pid: int, number: int) -> bool:
    """Whether the process has a handler for the signal, as far as the system tells (Linux): it may be another program by now."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return not Path("/proc/self/status").exists()
    caught = re.search(r"^SigCgt:\s*([0-9a-f]+)", status, re.MULTILINE)
    return caught is None or bool(int(caught[1], 16) >> (number - 1) & 1)


def _signal(pid: int) -> None:
    try:
        os.kill(pid, SIGNAL or 0)
    except OSError:
        pass


def _tree(root: int) -> Iterable[psutil.Process]:
    try:
        process = psutil.Process(root)
        found = [process, *process.children(recursive=True)]
    except psutil.Error:
        return
    for one in found:
        try:
            if one.status() != psutil.STATUS_ZOMBIE:
                yield one
        except psutil.Error:
            continue


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)
