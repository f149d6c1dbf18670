"""More workers than Windows can wait for."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .windows import fatal_limits


def _find(run: RunView) -> Iterable[Said]:
    for limit in [*fatal_limits(run.facts, "workers"), *fatal_limits(run.facts, "handles")]:
        what = (
            "workers in a ProcessPoolExecutor"
            if limit.name == "workers"
            else "handles in one wait (a Pool has one a worker)"
        )
        yield Said(
            f"{limit.asked} {what}: Windows allows at most {limit.most}",
            "min(61, n) workers are enough for any machine with fewer cores, and do everywhere",
            place=limit.place,
            about=limit.name,
        )


RULE = RunRule(
    code="PK707",
    slug="workers-61",
    title="more workers than Windows can wait for",
    why=(
        "One wait of Windows takes 64 handles. A ProcessPoolExecutor has at most 61 workers there, and before "
        "Python 3.13 multiprocessing waits for at most 63 handles at once: a bigger Pool works, but its "
        "helper thread dies, and a worker that is lost is not replaced."
    ),
    find=_find,
)
