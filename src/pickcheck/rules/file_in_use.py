"""A file that is open is removed or renamed."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .windows import fatal_limits


def _find(run: RunView) -> Iterable[Said]:
    for limit in fatal_limits(run.facts, "open"):
        yield Said(
            "this file is still open, here or in another process, and Windows does not let it be removed or renamed",
            "close it first (with open(...) as file: ...), in every process that has it, and wait for children with join()",
            place=limit.place,
            about="open",
        )


RULE = RunRule(
    code="PK714",
    slug="file-in-use",
    title="a file that is open is removed or renamed",
    why=(
        "Unix removes the name of a file and lets those who have it open go on. Windows refuses with a PermissionError "
        "(WinError 32) as long as any process has it open."
    ),
    find=_find,
)
