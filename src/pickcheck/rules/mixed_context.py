"""a lock or queue made for another start method."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import a, short


def _matches(fault: Fault) -> bool:
    return "multiprocessing.synchronize.SemLock" in fault.leaf.bases and fault.starts_process


def _message(fault: Fault) -> str:
    owner = fault.leaf.within or (fault.leaf.path, fault.leaf.type)
    return f"{owner[0]} is {a(short(owner[1]))} that was made for fork, and this child is not forked"


def _advice(fault: Fault) -> str:
    return "make everything from one context: ctx = multiprocessing.get_context(...), then ctx.Lock(), ctx.Queue(), ctx.Process()"


RULE = Rule(
    code="PK119",
    slug="mixed-context",
    title="a lock or queue made for another start method",
    why=(
        "Locks, queues and events made for fork are unlinked at once, so a child that is spawned cannot open them. Up to "
        "Python 3.11.4 such a child crashes without a word."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
