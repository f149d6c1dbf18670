"""A forked child wants a lock that was held when it was forked."""

from __future__ import annotations

import os
from collections.abc import Iterable

from ..model import Severity
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for hazard in run.facts.surroundings.hazards:
        if hazard.kind != "lock":
            continue
        struck = hazard.struck and bool(run.ended)
        forked = hazard.facts.get("forked")
        where = f" (the fork at {os.path.basename(forked[0])}, line {forked[1]})" if forked else ""
        what = "and waits for it for ever" if struck else "and this time got past it"
        yield Said(
            f"{hazard.subject} was held when the child was forked{where}: no thread of the child's holds it, so nobody "
            f"will release it there. The child comes to it here, {what}",
            "start processes before the threads that take the lock, or while none holds it; or use spawn or forkserver",
            Severity.ERROR if struck else Severity.WARNING,
            channel=hazard.channel,
            place=hazard.place,
            about=hazard.subject,
        )


RULE = RunRule(
    code="PK602",
    slug="lock-held-at-fork",
    title="a child wants a lock that was held when it was forked",
    why=(
        "fork copies a lock as it is. If another thread held it, the copy in the child is locked, and the thread that would "
        "release it does not exist there."
    ),
    find=_find,
)
