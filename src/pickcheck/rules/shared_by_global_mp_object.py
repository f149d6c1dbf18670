"""A lock, queue or the like at a module's top level, which each child makes anew."""

from __future__ import annotations

from collections.abc import Iterable

from .differences import of_kind, who
from .rule import RunRule, RunView, Said
from .words import a


def _find(run: RunView) -> Iterable[Said]:
    for one in of_kind(run.facts, "shared"):
        kind = str(one.facts["what"]).rpartition(".")[2]
        each = "the child uses one of its own" if len(one.pids) == 1 else f"{who(one)} each use one of their own"
        yield Said(
            f"{one.subject} is {a(kind)} made at the module's top level: each process that imports the module makes "
            f"another, and {each}, which the parent does not share",
            f"make it in the parent and pass it: args=({one.subject},), or initializer= and initargs= of a pool",
            channel=one.channel,
            place=one.place,
            about=one.subject,
        )


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
