"""Forked children copy their parent's memory by reading it."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.costs import Copied
from ..model import Severity
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for one in run.facts.surroundings.copied:
        if one.bytes >= run.thresholds.copied_bytes:
            yield Said(
                f"{_who(one)}, and changed nothing in it: to read an object is to write its reference count{_of(one)}",
                "keep what is only read where nothing is counted: in an array (numpy, array.array), in bytes, in shared memory, "
                "or in a file that is mapped; gc.freeze() before the fork spares what the garbage collector goes through",
                Severity.NOTE,
                channel=one.channel,
                place=one.place,
                about="memory",
            )


def _who(one: Copied) -> str:
    copied, shared = f"{one.bytes / 1e6:,.0f} MB", f"{one.shared / 1e6:,.0f} MB"
    if one.children == 1:
        return f"a child copied {copied} of the {shared} that it shared with its parent"
    return f"{one.children} children copied {copied} in all, of the {shared} that each shared with its parent"


def _of(one: Copied) -> str:
    return f" (the largest globals: {'; '.join(one.names)})" if one.names else ""


RULE = RunRule(
    code="PK610",
    slug="cow-memory",
    title="forked children copy memory by reading it",
    why=(
        "A forked child shares its parent's memory until one of the two writes to it, then the page that is written to is copied. "
        "Python counts the references to an object in the object itself, and the garbage collector marks what it goes through: "
        "both write where the program only reads, so each child comes to hold a copy of all that it looks at. It is measured on "
        "Linux: of a sample of the pages that were shared at the fork, those that are the child's alone when it ends (or sends "
        "a result) and in which nothing is different. What a child has changed is not counted."
    ),
    find=_find,
)
