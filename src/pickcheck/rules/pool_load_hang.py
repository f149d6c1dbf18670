"""A pool's worker died of a task that does not load, and the caller waits for its result."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .waits import for_a_result, in_words


def _find(run: RunView) -> Iterable[Said]:
    tasks = [f for f in run.facts.failures if (f.stage, f.channel, f.direction) == ("load", "pool", "to child")]
    waits = for_a_result(run.facts)
    if run.ended and tasks and waits:
        what = tasks[0].leaves[0].path if tasks[0].leaves else "a task"
        yield Said(
            f"{in_words(waits[0])}, which never comes: the worker died while it loaded the task ({what}), and a Pool does not "
            "notice that the task is gone",
            "mend what does not load; a ProcessPoolExecutor raises BrokenProcessPool instead of waiting for ever",
            channel="pool",
            direction="to child",
            place=waits[0].place,
        )


RULE = RunRule(
    code="PK503",
    slug="pool-load-hang",
    title="a pool's task died with its worker, and its result is waited for",
    why=(
        "A worker that cannot load a task dies of it. Pool starts another worker, but the task is lost: map(), get() and "
        "join() wait for it for ever."
    ),
    find=_find,
)
