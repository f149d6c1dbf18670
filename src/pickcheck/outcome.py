"""What became of a run, from how it ended and what its processes wrote down."""

from __future__ import annotations

import os

from .facts.leaves import Failure
from .facts.processes import Uncaught
from .facts.runs import RunFacts
from .model import Outcome
from .rules import manager_nested, time_limit
from .rules.deaths import BOOTSTRAPPING, could_not_start, decoys, died, interrupted, last_words, signal_name, unborn
from .rules.differences import loud, silent
from .rules.waits import in_words as waits_in_words
from .rules.windows import lacks

# Exceptions that only a process boundary raises; reaching the top of the script they are its failure.
_BOUNDARY = frozenset(
    [
        "concurrent.futures.process.BrokenProcessPool",
        "multiprocessing.pool.MaybeEncodingError",
        "multiprocessing.managers.RemoteError",
        "multiprocessing.context.AuthenticationError",
    ]
)


def outcome_of(exit_status: int | None, ended: str, facts: RunFacts) -> Outcome:
    """The outcome of one run, looked at by itself."""
    if ended:
        ours = ended == "interrupted" or (ended == "time limit" and time_limit.searching(facts))
        return Outcome.INCONCLUSIVE if ours else Outcome.HANGS
    if facts.platform.unfollowed:
        return Outcome.INCONCLUSIVE
    if lacks(facts) or broken(facts, exit_status) or lost(facts) or (exit_status == 0 and facts.unread):
        return Outcome.FAILS
    if exit_status == 0:
        return Outcome.DIFFERS if silent(facts) or manager_nested.lost_changes(facts) else Outcome.OK
    if loud(facts):
        return Outcome.FAILS
    return Outcome.FAILS if _of_a_boundary(facts) else Outcome.ERROR


def lost(facts: RunFacts) -> list[Failure]:
    """The failures whose error never reached the script's own code, or ended a thread or child of it unseen."""
    seen = {child.pid for child in facts.children if child.looked_at}
    elsewhere = [error for error in facts.uncaught if error.pid != facts.main_pid or error.thread is not None]
    fatal = [error for error in elsewhere if error.pid not in seen or error.thread is not None]
    return [f for f in facts.failures if not f.delivered or any(error.keys & f.keys for error in fatal)]


def broken(facts: RunFacts, exit_status: int | None) -> bool:
    """Whether a process could not start, or died; not where the script ended well, and looked at that or meant it."""
    noticed = {child.pid for child in facts.children if (child.looked_at or child.meant) and exit_status == 0}
    noticed |= {child.pid for child in interrupted(facts)}
    dead = [child for child in died(facts) if child.pid not in noticed]
    harmless = decoys(facts)
    failed = [error for error in facts.uncaught if could_not_start(error) and error not in harmless]
    # Who reads an exit code did not mean the script to run again in the child.
    unguarded = any(error.raised_in in BOOTSTRAPPING for error in failed)
    return bool(dead or unborn(facts, exit_status)) or unguarded or any(error.pid not in noticed for error in failed)


def _of_a_boundary(facts: RunFacts) -> bool:
    error = last_error(facts)
    if error is None:
        # It left by sys.exit, os._exit or a signal: after a failure at a boundary that is what it left for.
        return bool(facts.failures)
    if error.type == "builtins.AssertionError" and facts.of_kind("daemonic"):
        return True  # it came back from the worker as the task's own error
    return bool(error.keys & _keys(facts)) or bool(_BOUNDARY & set(error.bases))


def _keys(facts: RunFacts) -> frozenset[tuple[int, int]]:
    return frozenset().union(*(failure.keys for failure in facts.failures), *(event.keys for event in facts.events))


def last_error(facts: RunFacts) -> Uncaught | None:
    """The exception that ended the script itself."""
    return last_words(facts, facts.main_pid) if facts.main_pid is not None else None


def reason_of(outcome: Outcome, exit_status: int | None, ended: str, seconds: float, facts: RunFacts) -> str:
    """One line: what happened, in words."""
    if ended == "interrupted":
        return "interrupted before it ended"
    if ended:
        return f"{_hanging(ended, seconds, facts)}; ended with all its processes"
    if outcome is Outcome.INCONCLUSIVE:
        return _unfollowed(facts)
    parts = []
    for stage, verb in (("dump", "pickle"), ("load", "load")):
        if count := sum(len(failure.leaves) for failure in facts.failures if failure.stage == stage):
            parts.append(f"{count} object{'s' * (count > 1)} did not {verb}")
    if dead := died(facts):
        parts.append(f"{', '.join(child.name for child in dead[:3])} died")
    elif broken(facts, exit_status):
        parts.append("a child process could not start")
    if outcome is Outcome.OK and parts:
        parts.append("the script handled it")
    if outcome is Outcome.DIFFERS:
        parts.append(_seen(facts))
    error = last_error(facts)
    if error is not None and outcome in (Outcome.ERROR, Outcome.FAILS) and not (parts and error.keys):
        said = error.said if len(error.said) <= 120 else f"{error.said[:119]}…"
        where = f" ({os.path.basename(error.place[0])}, line {error.place[1]})" if error.place else ""
        parts.append(said + where)
    parts.append(_ending(exit_status))
    return "; ".join(parts)


def _hanging(ended: str, seconds: float, facts: RunFacts) -> str:
    if ended == "respawning":
        return "a pool starts worker after worker, and every one dies while it starts"
    waiting = [wait for wait in facts.waits if wait.what]
    told = "; ".join(waits_in_words(wait) for wait in waiting[:3])
    if ended == "stalled":
        return f"would wait for ever: {told}"
    return f"still running after {seconds:.0f} s{': ' if told else ''}{told}"


def _seen(facts: RunFacts) -> str:
    if lost_changes := manager_nested.lost_changes(facts):
        return f"what {lost_changes[0][1]} changes is lost: a copy"
    names = [one.subject for one in silent(facts) if one.kind != "random"]
    if not names:
        return "children drew the same random numbers"
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"a child saw {', '.join(names[:3])}{more} otherwise than its parent"


def _unfollowed(facts: RunFacts) -> str:
    first = facts.platform.unfollowed[0]
    where = f" ({os.path.basename(first.place[0])}, line {first.place[1]})" if first.place else ""
    if first.text:
        return f"not followed: {first.written}, {first.text}{where}"
    return f"not followed: it needs {first.written}, which only Windows has{where}"


def _ending(exit_status: int | None) -> str:
    if exit_status is not None and exit_status < 0:
        return f"killed by {signal_name(-exit_status)}"
    return f"ended with status {exit_status}"
