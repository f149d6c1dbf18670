"""A start method that there is not."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .windows import fatal_limits


def _find(run: RunView) -> Iterable[Said]:
    for limit in fatal_limits(run.facts, "context"):
        if limit.asked not in ("fork", "forkserver"):
            yield Said(
                f"there is no start method {limit.asked!r}: this platform has {limit.most}",
                "use one of multiprocessing.get_all_start_methods()",
                place=limit.place,
                about=limit.asked,
            )


RULE = RunRule(
    code="PK304",
    slug="no-such-context",
    title="a start method that there is not",
    why=(
        "The start methods of multiprocessing are called fork, spawn and forkserver; any other name is "
        "refused with a ValueError."
    ),
    find=_find,
)
