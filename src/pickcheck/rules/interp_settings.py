"""A setting of the parent's interpreter is not the child's, and the child's work meets it."""

from __future__ import annotations

import os
from collections.abc import Iterable

from ..facts.surroundings import Difference
from ..model import Severity
from .deaths import signal_name
from .differences import of_kind, severity_of
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for one in of_kind(run.facts, "limit"):
        yield _said(
            one,
            f"the child's recursion limit is {one.mine}, where the parent's is {one.theirs}: sys.setrecursionlimit() was called in "
            "the parent only",
            "call sys.setrecursionlimit() in the child too: at the start of its target, or in the initializer= of a pool",
            severity_of(one, run.exit_status),
        )
    for one in of_kind(run.facts, "warning"):
        yield _said(
            one,
            f"this warns ({one.subject}: {one.facts['text']}), which the parent's warning filters make an error; the child "
            "has not got them and goes on",
            "set the filter in the child too (at the module's top level, or in the initializer= of a pool), or for all processes with "
            "-W error or PYTHONWARNINGS",
            Severity.ERROR,
        )
    if run.method != "windows":  # terminate() runs no handler there
        for one in of_kind(run.facts, "signal"):
            fatal = bool(run.exit_status) and bool(run.works_under) and not one.facts["sent"]
            yield _of_signal(one, Severity.ERROR if fatal else Severity.WARNING)


def _of_signal(one: Difference, severity: Severity) -> Said:
    name = signal_name(int(one.subject))
    handler = "ignores that" if one.changed is None else f"handles that with {one.theirs}{_where(one.changed)}"
    return _said(
        one,
        f"the child died of {name}; the parent {handler}, and so does a forked child, but no other",
        f"call signal.signal({name}, ...) in the child too, at the start of its target; for the parent alone that is as it should be",
        severity,
    )


def _where(changed: tuple[str, int]) -> str:
    return f" (line {changed[1]} of {os.path.basename(changed[0])})"


def _said(one: Difference, message: str, advice: str, severity: Severity) -> Said:
    return Said(message, advice, severity, channel=one.channel, place=one.place, about=one.subject)


RULE = RunRule(
    code="PK409",
    slug="interp-settings",
    title="a setting of the parent's interpreter is not the child's",
    why=(
        "Under spawn and forkserver a child is a fresh interpreter: recursion limit, warning filters, signal handlers and the "
        "like are at their defaults, unless the module's top level sets them. A forked child has its parent's."
    ),
    find=_find,
)
