"""Which child processes died, for the outcome of a run and for the rules that speak of it."""

from __future__ import annotations

import signal

from ..facts.processes import ChildProcess, Event, Uncaught
from ..facts.runs import RunFacts
from ..trees import raises

# Where multiprocessing (CPython 3.10 to 3.14) and loky refuse to start a process while the main module is imported.
BOOTSTRAPPING = ("spawn.py:_check_not_importing_main", "loky/spawn.py:_check_not_importing_main")
# Nobody but a person or a program that asks for it sends these; a crash or the kernel sends others.
_ASKED = frozenset(
    -int(getattr(signal, name))
    for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM")
    if hasattr(signal, name)
)
_EXITS = frozenset(("builtins.SystemExit",))


def died(facts: RunFacts) -> list[ChildProcess]:
    """The children that ended badly, and not because the script ended them or left with a status of its choice.

    Nor those in whose place something else ran.
    """
    chosen = {error.pid for error in facts.uncaught if error.type in _EXITS}
    chosen |= {pid for event in facts.of_kind("executable") for pid in event.details["pids"]}
    return [
        child
        for child in facts.children
        if child.exit_status not in (0, None, *_ASKED) and not child.signalled and child.pid not in chosen
    ]


def unborn(facts: RunFacts, exit_status: int | None) -> list[Event]:
    """What was started in place of Python; not where the script ended well and saw of each child that it had failed."""
    seen = {child.pid for child in facts.children if child.looked_at} if exit_status == 0 else set()
    events = facts.of_kind("executable")
    return [event for event in events if not event.details["pids"] or not seen.issuperset(event.details["pids"])]


def interrupted(facts: RunFacts) -> list[ChildProcess]:
    """The children that SIGINT ended: Ctrl-C reaches a whole process group, and so does a script's own killpg()."""
    words = ((child, last_words(facts, child.pid)) for child in died(facts))
    return [child for child, error in words if error is not None and _came_from_outside(error)]


def _came_from_outside(error: Uncaught) -> bool:
    """Whether it is a KeyboardInterrupt of a signal's, and not one that the script raised itself."""
    by_itself = error.place is not None and raises(error.place[0], error.place[1])
    return error.type == "builtins.KeyboardInterrupt" and not by_itself


def could_not_start(error: Uncaught) -> bool:
    """Whether this is the error of a process that multiprocessing had begun to start, before its work began."""
    return error.stage in ("starting", "initializer") or error.raised_in in BOOTSTRAPPING


def decoys(facts: RunFacts) -> list[Uncaught]:
    """Children of Windows that were started before their process object failed to pickle, and got nothing to load.

    CPython 3.10 to 3.14, Lib/multiprocessing/popen_spawn_win32.py ``Popen.__init__``: the child finds an empty pipe
    (EOFError in spawn.py), or its parent gone (OSError in reduction.py).
    """
    if not any(failure.sender and failure.channel != "queue" for failure in facts.failures):
        return []
    known = {child.pid for child in facts.children}
    return [error for error in facts.uncaught if error.pid not in known and _got_nothing(error)]


def _got_nothing(error: Uncaught) -> bool:
    if error.stage != "starting":
        return False
    if "builtins.EOFError" in error.bases:
        return error.raised_in == "spawn.py:_main"
    return "builtins.OSError" in error.bases and error.raised_in in ("reduction.py:steal_handle", "reduction.py:duplicate",
                                                                     "spawn.py:spawn_main")  # fmt: skip


def last_words(facts: RunFacts, pid: int) -> Uncaught | None:
    """The exception that ended this process, if it wrote one down."""
    found = [error for error in facts.uncaught if error.pid == pid and error.thread is None]
    return found[-1] if found else None


def cause_of_death(child: ChildProcess, error: Uncaught | None) -> str:
    """How a child ended, in words: of an exception, of a signal, or just with a status."""
    if error is not None:
        return f"died of {error.said}"
    status = child.exit_status or 0
    if status < 0:
        return f"was killed by {signal_name(-status)}"
    return f"ended with status {status}"


def signal_name(number: int) -> str:
    """SIGKILL for 9; the number where this platform has no name for it."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
