"""A global that the parent has and the child has not."""

from __future__ import annotations

from collections.abc import Iterable

from .differences import of_kind, severity_of, where
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for one in of_kind(run.facts, "missing"):
        pooled = one.channel != "process"
        yield Said(
            f"{one.subject} does not exist in the child: the parent has it ({one.theirs}), but binds it only after the "
            f"module's import{where(one)}, and the child imports the module anew",
            _advice(one.subject, pooled),
            severity_of(one, run.exit_status),
            channel=one.channel,
            place=one.place,
            about=one.subject,
        )


def _advice(subject: str, pooled: bool) -> str:
    if pooled:
        return (
            f"give it to the workers: initializer=set_up, initargs=({subject},), where set_up binds the global in each"
        )
    return f"pass {subject} to the child in args=, or bind it at the module's top level, outside the main guard"


RULE = RunRule(
    code="PK401",
    slug="global-missing",
    title="a global exists in the parent only",
    why=(
        "A forked child has all of its parent's globals. Under spawn and forkserver it imports the modules anew, and what "
        "was bound under the main guard, or by a function that only the parent has called, does not exist there."
    ),
    find=_find,
)
