"""Each task carries much data with it."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Severity
from .rule import RunRule, RunView, Said

TASKS = 2  # that go to the same place; how heavy they must be is a threshold


def _find(run: RunView) -> Iterable[Said]:
    totals = {(total.channel, total.place): total for total in run.facts.totals if total.direction == "to child"}
    for heavy in run.facts.surroundings.heavy:
        total = totals.get((heavy.channel, heavy.place))
        if total is None or total.count < TASKS or total.bytes / total.count < run.thresholds.task_bytes:
            continue
        yield Said(
            f"{total.count} tasks of {_size(total.bytes / total.count)} each: {heavy.path}, {heavy.type}, makes up "
            f"{heavy.bytes / heavy.of:.0%} of it and is pickled again for every task",
            "put it into the workers once, by initializer= and initargs=, or into shared memory, and send only what differs "
            "from task to task",
            Severity.NOTE,
            channel=heavy.channel,
            place=heavy.place,
            about=heavy.path,
        )


def _size(size: float) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"


RULE = RunRule(
    code="PK801",
    slug="self-per-task",
    title="every task carries the same heavy data",
    why=(
        "A task is pickled with all that its function and its arguments hold. A bound method holds its instance, a partial "
        "its arguments: what hangs on them crosses with every single task."
    ),
    find=_find,
)
