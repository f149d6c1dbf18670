"""A lock, queue or the like at a module's top level, which each child makes anew."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.surroundings import Difference
from .differences import of_kind, who
from .rule import RunRule, RunView, Said
from .waits import in_words, waiting
from .words import a

# What is waited for in vain where each process has its own, in the words of launch/waiting.py.
_FOR = {
    "Queue": ("an item of a queue", "room in a queue", "its queue to be read"),
    "JoinableQueue": ("an item of a queue", "a queue's items to be done", "its queue to be read"),
    "SimpleQueue": ("an item of a queue",),
    "Barrier": ("others at a barrier",),
    "Event": ("an event or a condition",),
    "Condition": ("an event or a condition",),
    **dict.fromkeys(("Lock", "RLock", "Semaphore", "BoundedSemaphore"), ("a lock",)),
}


def _find(run: RunView) -> Iterable[Said]:
    for one in of_kind(run.facts, "shared"):
        kind = str(one.facts["what"]).rpartition(".")[2]
        yield Said(
            f"{one.subject} is {a(kind)} made at the module's top level: each process that imports the module makes "
            f"another, and {_whose(one)}, which the parent does not share{_waits(run, kind)}",
            f"make it in the parent and pass it: args=({one.subject},), or initializer= and initargs= of a pool",
            channel=one.channel,
            place=one.place,
            about=one.subject,
        )


def _whose(one: Difference) -> str:
    if one.facts["siblings"]:
        return f"{who(one)} {'uses' if len(one.pids) == 1 else 'use'} that of the fork server"
    return "the child uses one of its own" if len(one.pids) == 1 else f"{who(one)} each use one of their own"


def _waits(run: RunView, kind: str) -> str:
    """Who waited for it when the run was ended; if it was ended for that and nobody did so, who waited for what."""
    found = waiting(run.facts, *_FOR.get(kind, ())) if run.ended else []
    found = found or (list(run.facts.waits) if run.ended == "stalled" else [])
    return "".join(f"; {in_words(wait)}" for wait in found[:3])


RULE = RunRule(
    code="PK403",
    slug="shared-by-global-mp-object",
    title="each process has a lock, queue or event of its own by the same name",
    why=(
        "Locks, queues, events and shared values are shared by inheritance: a forked child has its parent's. Under spawn and "
        "forkserver the module's top level runs anew and makes new ones, so nothing is locked and nothing arrives."
    ),
    find=_find,
)
