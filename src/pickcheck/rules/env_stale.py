"""An environment variable that was set after the forkserver had started."""

from __future__ import annotations

from collections.abc import Iterable

from .differences import of_kind, who
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for one in of_kind(run.facts, "environ"):
        yield Said(
            f"{who(one)} read the environment variable {one.subject} as {one.mine}; in the parent it is {one.theirs}, set "
            f"after the forkserver, whose environment its children have, had started",
            "set it before the first process is started, or pass the value to the child",
            channel=one.channel,
            place=one.place,
            about=one.subject,
        )


RULE = RunRule(
    code="PK407",
    slug="env-stale",
    title="a forkserver's children have the environment of the server's start",
    why=(
        "The forkserver starts with the first process and keeps the environment of that moment. Its children inherit that, "
        "not what the parent has set in os.environ since; under fork and spawn they see it."
    ),
    find=_find,
)
