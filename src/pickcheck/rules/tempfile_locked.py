"""A temporary file is opened a second time while it is open."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .windows import fatal_limits


def _find(run: RunView) -> Iterable[Said]:
    for limit in fatal_limits(run.facts, "locked"):
        yield Said(
            "this temporary file is still open where it was made, and Windows does not let it be opened a second time",
            "make it with NamedTemporaryFile(delete=False), close it, hand on its name, and remove it at the end "
            "(from 3.12: delete_on_close=False); or work in a TemporaryDirectory",
            place=limit.place,
            about="locked",
        )


RULE = RunRule(
    code="PK709",
    slug="tempfile-locked",
    title="a temporary file is opened a second time while it is open",
    why=(
        "NamedTemporaryFile() deletes its file when it is closed. On Windows such a file cannot be opened by "
        "its name again before that, neither by this process nor by a child: PermissionError."
    ),
    find=_find,
)
