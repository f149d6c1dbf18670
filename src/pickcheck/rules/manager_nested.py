"""A container inside a manager's container is changed, in a copy."""

from __future__ import annotations

from collections.abc import Iterable

from ..effects import changes_a_copy
from ..facts.runs import RunFacts
from .rule import RunRule, RunView, Said


def lost_changes(facts: RunFacts) -> list[tuple[tuple[str, int, str], str, str]]:
    """Where a copy that a proxy gave is changed: the place, the expression, the copy's type."""
    found = []
    for event in facts.of_kind("manager_copy"):
        if event.place is not None and (change := changes_a_copy(event.place[0], event.place[1])) is not None:
            found.append((event.place, change, str(event.details["type"])))
    return found


def _find(run: RunView) -> Iterable[Said]:
    for place, change, kind in lost_changes(run.facts):
        yield Said(
            f"{change} changes a copy: the manager's object gives a plain {kind}, and what is done to that is lost",
            f"take it, change it, and put it back (x = d[k]; ...; d[k] = x), or store manager.{kind}() inside, which is a proxy",
            channel="manager",
            place=place,
        )


RULE = RunRule(
    code="PK509",
    slug="manager-nested",
    title="a change to a container inside a manager's container is lost",
    why=(
        "A proxy's d[k] asks the manager's process for the value and gets a pickled copy. Changing the copy in place changes "
        "nothing in the manager, without an error."
    ),
    find=_find,
)
