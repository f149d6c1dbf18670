"""A global that the parent has changed, and that a child reads as it was at import."""

from __future__ import annotations

from collections.abc import Iterable

from .differences import of_kind, where, who
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for one in of_kind(run.facts, "stale"):
        found = f"found no {one.subject}" if one.mine == "missing" else f"read {one.subject} as {one.mine}"
        yield Said(
            f"{who(one)} {found}; in the parent it is {one.theirs}, changed{where(one)} after the "
            f"module's import, which runs anew in the child",
            f"pass {one.facts['name']} to the child (args=, or initializer= and initargs= of a pool), or set it where every import does",
            channel=one.channel,
            place=one.place,
            about=one.subject,
        )


RULE = RunRule(
    code="PK402",
    slug="global-stale",
    title="a child reads a global as it was before the parent changed it",
    why=(
        "A forked child sees its parent's globals as they are at that moment. Under spawn and forkserver the modules are "
        "imported anew, so a configuration, a registry or a flag that the parent has changed since is as it was at first. "
        "Nothing fails: the answer is another one."
    ),
    find=_find,
)
