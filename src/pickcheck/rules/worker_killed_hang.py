"""A pool's worker died, its task is lost, and the caller waits for ever."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.processes import ChildProcess
from .deaths import cause_of_death, died, last_words
from .rule import RunRule, RunView, Said
from .waits import for_a_result, in_words


def lost_workers(run: RunView) -> list[ChildProcess]:
    """The workers of pools that died of nothing that has a rule of its own, where somebody waits for a result."""
    if not run.ended or not for_a_result(run.facts):
        return []
    return [
        child
        for child in died(run.facts)
        if child.channel == "pool"
        and ((error := last_words(run.facts, child.pid)) is None or not (error.stage or error.keys))
    ]


def _find(run: RunView) -> Iterable[Said]:
    lost = lost_workers(run)
    if lost:
        wait, first = for_a_result(run.facts)[0], lost[0]
        cause = cause_of_death(first, last_words(run.facts, first.pid))
        yield Said(
            f"{in_words(wait)}, which never comes: {first.name} {cause} with the task, and a Pool does not notice",
            "a ProcessPoolExecutor raises BrokenProcessPool instead; else give get() a timeout, and find out what ends the "
            "worker (memory, a crash in compiled code, os._exit)",
            channel="pool",
            place=wait.place,
        )


RULE = RunRule(
    code="PK505",
    slug="worker-killed-hang",
    title="a pool's worker died with its task, whose result is waited for",
    why=(
        "Pool replaces a worker that was killed, crashed or left by os._exit, but does not know which task it had: map() and "
        "get() wait for its result for ever."
    ),
    find=_find,
)
