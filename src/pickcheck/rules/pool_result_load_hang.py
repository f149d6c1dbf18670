"""A result does not load, and the pool's thread for results has died of it."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .waits import for_a_result, in_words


def _find(run: RunView) -> Iterable[Said]:
    results = [f for f in run.facts.failures if (f.stage, f.channel, f.direction) == ("load", "pool", "to parent")]
    waits = for_a_result(run.facts)
    if run.ended and results and waits:
        what = results[0].leaves[0].path if results[0].leaves else "a result"
        yield Said(
            f"{in_words(waits[0])}, which never comes: what the worker sent back ({what}) did not load, the pool's thread for "
            "results died of it, and with it every later result is lost",
            "mend what does not load; until then catch exceptions in the worker and return plain data",
            channel="pool",
            direction="to parent",
            place=waits[0].place,
        )


RULE = RunRule(
    code="PK504",
    slug="pool-result-load-hang",
    title="a result did not load, and the pool is deaf since",
    why=(
        "A result or an exception may pickle in the worker and not load in the parent. The thread of the pool that takes "
        "results dies of it (_handle_results), and all callers wait for ever."
    ),
    find=_find,
)
