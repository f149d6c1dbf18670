"""A child recurses deeper than its interpreter allows, and its parent's would."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Severity
from .differences import of_kind
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for one in of_kind(run.facts, "limit"):
        handled = run.exit_status == 0 and one.channel != "process"
        yield Said(
            f"the child's recursion limit is {one.mine}, where the parent's is {one.theirs}: sys.setrecursionlimit() was called in "
            "the parent only",
            "call sys.setrecursionlimit() in the child too: at the start of its target, or in the initializer= of a pool",
            Severity.WARNING if handled else Severity.ERROR,
            channel=one.channel,
            place=one.place,
            about=one.subject,
        )


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
