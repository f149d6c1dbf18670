"""Shared memory that nobody holds is gone."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .windows import fatal_limits


def _find(run: RunView) -> Iterable[Said]:
    for limit in fatal_limits(run.facts, "gone"):
        yield Said(
            f"the shared memory {limit.asked} is opened when no process holds it any more: on Windows it is gone by then",
            "keep the SharedMemory that made it open until the others have it (close() it after join())",
            place=limit.place,
            about="gone",
        )


RULE = RunRule(
    code="PK710",
    slug="shm-lifetime",
    title="shared memory that nobody holds is gone",
    why=(
        "On Windows a block of shared memory lives as long as some process has it open; on Unix until it is "
        "unlinked. A block that its maker closes before another opens it is gone there: FileNotFoundError."
    ),
    find=_find,
)
