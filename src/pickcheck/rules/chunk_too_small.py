"""Tasks so small that sending them is most of the work."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.costs import Mapped
from ..model import Severity
from .rule import RunRule, RunView, Said

WAITING = 3  # times as long as it works
SLOW_SOURCE = 0.0005  # seconds for each task: it is the iterable that takes so long to give the next item
HEAVY = 10_000  # bytes of a task: to send those in chunks saves little
WORTH = 0.01  # seconds of work of a chunk that are plenty


def _find(run: RunView) -> Iterable[Said]:
    for one in run.facts.surroundings.mapped:
        work, waiting = one.seconds / one.tasks, (one.span - one.seconds) / one.tasks
        if one.items != 1 or one.count < run.thresholds.map_tasks or work > run.thresholds.item_seconds:
            continue
        if (
            waiting < WAITING * work
            or one.bytes / one.count > HEAVY
            or one.span / one.tasks / one.workers > SLOW_SOURCE
        ):
            continue
        yield Said(
            f"{one.count} tasks of one item each: a worker works {_time(work)} on one and waits {_time(waiting)} for the next, "
            f"since every task and every result crosses by itself",
            f"send many items at a time: chunksize={_chunk(one, work)} in this call",
            Severity.NOTE,
            channel=one.channel,
            place=one.place,
            about="chunksize",
        )


def _time(seconds: float) -> str:
    return f"{seconds * 1e6:.0f} µs" if seconds >= 1e-6 else "less than 1 µs"


def _chunk(one: Mapped, work: float) -> int:
    """Enough for a worker to be busy with, and so few that all workers have some; a round number."""
    most = max(one.count // (4 * one.workers), 10)
    size = str(int(min(max(WORTH / max(work, 1e-9), 10), most)))
    return int(size[0] + "0" * (len(size) - 1))


RULE = RunRule(
    code="PK803",
    slug="chunk-too-small",
    title="tasks are so small that sending them is most of the work",
    why=(
        "imap() and Executor.map() send one item at a time unless they are told otherwise: each is pickled, written, read and "
        "loaded, and so is its result. Where the work on an item takes less than that, the workers mostly wait. With chunksize "
        "one task carries many items. Said only where the run measured it: many tasks, and little work on each."
    ),
    find=_find,
)
