"""An executor is broken because a worker died, and BrokenProcessPool does not say why."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.processes import ChildProcess, Event
from ..model import Severity
from .deaths import cause_of_death, died, last_words
from .rule import RunRule, RunView, Said


def lost_workers(run: RunView, broken: Event) -> list[ChildProcess]:
    """The workers whose death broke an executor, and that died of nothing that has a rule of its own."""
    return [
        child
        for child in died(run.facts)
        if child.pid in broken.details["pids"]
        and ((error := last_words(run.facts, child.pid)) is None or not (error.stage or error.keys))
    ]


def _find(run: RunView) -> Iterable[Said]:
    for broken in run.facts.of_kind("executor_broken"):
        for child in lost_workers(run, broken)[:1]:
            cause = cause_of_death(child, last_words(run.facts, child.pid))
            memory = " (as the system does when memory runs out)" if child.exit_status == -9 else ""
            jobs = broken.details["jobs"]
            handled = child.looked_at and run.exit_status == 0
            yield Said(
                f"{child.name} {cause}{memory}: that broke the executor, and its {len(jobs)} unfinished "
                f"task{'s' * (len(jobs) != 1)} got a BrokenProcessPool, which does not say so",
                "find out what ends the worker; the executor cannot be used again: make a new one and send the tasks again",
                Severity.WARNING if handled else Severity.ERROR,
                channel="executor",
                place=jobs[0][1] if jobs else child.place,
            )


RULE = RunRule(
    code="PK506",
    slug="broken-pool-hides-cause",
    title="a worker died and broke its executor",
    why=(
        "Whatever ends a worker (a signal, a crash, os._exit, no memory left), every task of the executor gets the same "
        "BrokenProcessPool: terminated abruptly. The worker's exit status tells more."
    ),
    find=_find,
)
