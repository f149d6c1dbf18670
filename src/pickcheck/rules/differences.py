"""Which differences of a run count: for its outcome and for the rules that speak of them."""

from __future__ import annotations

import os

from ..facts.runs import RunFacts
from ..facts.surroundings import Difference
from ..model import Severity

# A lock is of no use to one process alone; the others carry something from one process to another.
_LOCKS = ("Lock", "RLock", "Semaphore", "BoundedSemaphore")


# Those that an error tells of.
LOUD = ("missing", "limit", "stdin", "fd", "cuda")
# A child that its parent ends on purpose dies of that signal, handled by the parent or not: this makes no outcome.
_HAZARDS = ("signal",)


def loud(facts: RunFacts) -> list[Difference]:
    """The differences that a child's error came of."""
    return [one for one in facts.surroundings.differences if one.kind in LOUD]


def of_kind(facts: RunFacts, kind: str) -> list[Difference]:
    """The differences of this kind that matter."""
    return [one for one in facts.surroundings.differences if one.kind == kind and _matters(one)]


def silent(facts: RunFacts) -> list[Difference]:
    """The differences that no error tells of: they make a run that ends well differ."""
    return [one for one in facts.surroundings.differences if one.kind not in (*LOUD, *_HAZARDS) and _matters(one)]


def _matters(one: Difference) -> bool:
    if one.kind == "shared":
        lock = str(one.facts["what"]).rpartition(".")[2] in _LOCKS
        if one.facts[
            "siblings"
        ]:  # all children have it: a lock serves them, and the others are for the parent if it names them
            return bool(one.facts["parents"]) and not lock
        return len(one.pids) > 1 or not lock
    return bool(one.facts["counts"]) if one.kind == "hash" else True


def severity_of(one: Difference, exit_status: int | None) -> Severity:
    """Of one that an error tells of: a warning where the error came from a task, and the script went on and ended well."""
    handled = exit_status == 0 and one.channel != "process"
    return Severity.WARNING if handled else Severity.ERROR


def where(one: Difference) -> str:
    """Where the parent changes it, in words, with a blank before; empty when that cannot be told."""
    if one.changed is None:
        return ""
    file, line = one.changed
    if not line:
        return ""
    return f" (line {line} of {os.path.basename(file)})"


def who(one: Difference) -> str:
    """The children that read it."""
    return "the child" if len(one.pids) == 1 else f"{len(one.pids)} children"
