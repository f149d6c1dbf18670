"""A process is joined before what it put on a queue was read."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .waits import in_words, waiting


def _find(run: RunView) -> Iterable[Said]:
    if not run.ended or not run.facts.stuck:
        return
    names = {child.pid: child.name for child in run.facts.children}
    stuck = ", ".join(names.get(pid, "the script") for pid in sorted(run.facts.stuck)[:4])
    joins = waiting(run.facts, "the end of a process", "the end of its children", "a pool's end")
    own = [wait for wait in joins if wait.pid not in run.facts.stuck and wait.place is not None]
    waits = own or waiting(run.facts, "its queue to be read")
    for wait in waits[:1]:
        yield Said(
            f"{in_words(wait)}, but {stuck} cannot end before what it put on a queue is read: the pipe is full, and nobody reads",
            "get() everything from the queue first, then join(); or put less: a path, a file, shared memory",
            channel="queue",
            place=wait.place,
        )


RULE = RunRule(
    code="PK507",
    slug="join-before-drain",
    title="a process is joined before its queue is read",
    why=(
        "What is put on a Queue goes through a pipe that holds about 64 KB; the rest waits in the process that put it, and "
        "that process does not end before all of it is written. A join() before the get() waits for ever."
    ),
    find=_find,
)
