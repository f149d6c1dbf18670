"""A child reads from standard input."""

from __future__ import annotations

from collections.abc import Iterable

from .differences import of_kind, severity_of
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for one in of_kind(run.facts, "stdin"):
        yield Said(
            "input() found the end of the file at once: multiprocessing gives every child the null device for standard input",
            "ask in the parent, and pass the answer to the child",
            severity_of(one, run.exit_status),
            channel=one.channel,
            place=one.place,
            about=one.subject,
        )


RULE = RunRule(
    code="PK410",
    slug="stdin-closed",
    title="a child's standard input is empty",
    why=(
        "Several processes cannot share a terminal's input, so every child, under each start method, reads from the null device "
        "(Lib/multiprocessing/process.py)."
    ),
    find=_find,
)
