"""A child's lock, queue or event had been let go by its parent before the child could open it."""

from __future__ import annotations

from .loading import raised_a
from .rule import Fault, Rule
from .words import a, short


def _matches(fault: Fault) -> bool:
    a_lock = any(base.startswith("multiprocessing.synchronize.") for base in fault.leaf.bases)
    return a_lock and raised_a(fault, "builtins.FileNotFoundError")


def _message(fault: Fault) -> str:
    path, kind = fault.leaf.within or (fault.leaf.path, fault.leaf.type)
    return f"the child could not open {path}, {a(short(kind))}: its parent had let it go, or had ended, before the child was ready"


def _whole(fault: Fault) -> str:
    return fault.leaf.within[0] if fault.leaf.within else fault.leaf.path


def _advice(fault: Fault) -> str:
    return "keep a name for it in the parent until the child has begun its work, and join() the child"


RULE = Rule(
    code="PK201",
    slug="semaphore-gone",
    stage="load",
    title="a lock was let go before the child could open it",
    why=(
        "multiprocessing's locks are named semaphores, which are removed when the parent has no reference to them any more "
        "or ends. A process object lets go of its arguments as soon as it is started, and a child that is spawned opens "
        "them only later: Process(target=f, args=(Lock(),)) dies of FileNotFoundError where fork works."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
    whole=_whole,
    most=1,
)
