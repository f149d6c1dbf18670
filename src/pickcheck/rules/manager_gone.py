"""A manager's process does not answer any more."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .startup import severity


def _find(run: RunView) -> Iterable[Said]:
    for event in run.facts.of_kind("manager_gone"):
        yield Said(
            f"the manager of this {event.details['type']} is gone: {event.details['raised']['type'].rpartition('.')[2]}",
            "keep the manager (Manager() or `with Manager()`) alive until the last use of its objects, and join() the children "
            "that use them before it ends",
            severity(run, event),
            channel="manager",
            place=event.place,
        )


RULE = RunRule(
    code="PK508",
    slug="manager-gone",
    title="the manager is gone, its objects are still used",
    why=(
        "A proxy talks to the manager's process. That ends when the manager object is collected, its `with` block is left or "
        "the parent ends; then every call raises BrokenPipeError, EOFError, ConnectionResetError or FileNotFoundError."
    ),
    find=_find,
)
