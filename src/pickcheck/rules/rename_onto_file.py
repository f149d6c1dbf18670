"""A file is renamed to the name of another."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .windows import fatal_limits


def _find(run: RunView) -> Iterable[Said]:
    for limit in fatal_limits(run.facts, "exists"):
        yield Said(
            "there is something of the new name already, and on Windows rename() does not replace it",
            "use os.replace() or Path.replace(), which replace a file everywhere",
            place=limit.place,
            about="exists",
        )


RULE = RunRule(
    code="PK716",
    slug="rename-onto-file",
    title="a file is renamed to the name of another",
    why=(
        "On Unix os.rename() and Path.rename() replace a file that has the new name already; on Windows they raise "
        "FileExistsError. os.replace() replaces it on both, in one step."
    ),
    find=_find,
)
