"""A child's lock, queue or event had been let go by its parent before the child could open it."""

from __future__ import annotations

from collections.abc import Iterable

from .deaths import semaphore_gone
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    parents = {child.pid: child for child in run.facts.children}
    for error in run.facts.uncaught:
        if semaphore_gone(error):
            child = parents.get(error.pid)
            name = child.name if child is not None else "a child process"
            yield Said(
                f"{name} could not open a lock (of a Lock, Queue, Event, ...) that it was given: its parent had let it go, "
                "or had ended, before the child was ready",
                "keep a name for it in the parent until the child has begun its work, and join() the child",
                channel="process",
                place=child.place if child is not None else None,
            )


RULE = RunRule(
    code="PK201",
    slug="semaphore-gone",
    title="a lock was let go before the child could open it",
    why=(
        "multiprocessing's locks are named semaphores, which are removed when the parent has no reference to them any more "
        "or ends. A process object lets go of its arguments as soon as it is started, and a child that is spawned opens "
        "them only later: Process(target=f, args=(Lock(),)) dies of FileNotFoundError where fork works."
    ),
    find=_find,
)
