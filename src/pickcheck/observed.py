"""Runs as they were seen, and the report that they come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import __version__
from .explain import explain
from .facts.costs import Total
from .facts.runs import RunFacts
from .launch import platforms
from .launch.interpreters import Interpreter
from .launch.launcher import Ended
from .launch.moments import ending
from .model import Crossing, Finding, Outcome, Output, Place, ProcessEnd, Report, Run, Severity, Target, Timeline
from .outcome import reason_of
from .rules import RunView
from .sources import Sources
from .thresholds import Thresholds
from .timelines import timeline_of


@dataclass(frozen=True)
class Observed:
    """One run as it was seen; ``ended`` is None where the start method does not exist."""

    method: str
    interpreter: Interpreter
    ended: Ended | None
    facts: RunFacts | None
    outcome: Outcome


def report_on(target: Target, observed: list[Observed], thresholds: Thresholds) -> Report:
    """What was seen of the runs, explained."""
    sources = Sources(Path.cwd())
    observed = [_compared(one, observed) for one in observed]
    runs = [_as_run(one, sources) for one in observed]
    views = [_view(one, observed, thresholds) for one in observed]
    explained = explain(runs, views, sources)
    runs = _blamed(runs, explained.findings)
    outputs = tuple(one.ended.output if one.ended else Output() for one in observed)
    timelines = tuple(
        _timeline(index, one, run.reason, sources)
        for index, (one, run) in enumerate(zip(observed, runs, strict=True))
        if one.ended
    )
    return Report(__version__, target, tuple(runs), explained.findings, explained.rules, outputs, timelines)


def _blamed(runs: list[Run], findings: Sequence[Finding]) -> list[Run]:
    """The runs; one whose own error a rule traces to a boundary has failed, also where no other run shows it."""
    blamed = {index for finding in findings if finding.severity is Severity.ERROR for index in finding.runs}
    return [
        replace(run, outcome=Outcome.FAILS) if run.outcome is Outcome.ERROR and index in blamed else run
        for index, run in enumerate(runs)
    ]


def _timeline(index: int, one: Observed, reason: str, sources: Sources) -> Timeline:
    assert one.ended is not None and one.facts is not None
    ended, stopped = one.ended, one.ended.exit_status is None
    text = f"ends the run: {reason.partition(':')[0].partition(';')[0]}" if stopped else ending(ended.exit_status)
    return timeline_of(index, one.facts, ended.began, round(ended.seconds, 3), text, stopped, sources)


def _compared(one: Observed, observed: list[Observed]) -> Observed:
    """An error of the script's own happens under every start method; one that does not is a boundary's."""
    if one.outcome is Outcome.ERROR and _works_under(one, observed):
        return replace(one, outcome=Outcome.FAILS)
    return one


def _works_under(one: Observed, observed: list[Observed]) -> tuple[str, ...]:
    same = [other for other in observed if other.interpreter == one.interpreter]
    return tuple(other.method for other in same if other.outcome is Outcome.OK)


def _view(one: Observed, observed: list[Observed], thresholds: Thresholds) -> RunView | None:
    if one.ended is None or one.facts is None:
        return None
    ended = one.ended
    works = _works_under(one, observed)
    return RunView(one.method, ended.exit_status, ended.ended, ended.seconds, one.facts, works, thresholds)


def _as_run(one: Observed, sources: Sources) -> Run:
    python = one.interpreter.python
    if one.ended is None or one.facts is None:
        reason = f"{python.implementation} {python.version} on {python.platform} has no start method {one.method}"
        return Run(one.method, False, one.outcome, None, 0.0, python, reason)
    ended, facts = one.ended, one.facts
    return Run(
        method=one.method,
        emulated=one.interpreter.emulates(one.method),
        outcome=one.outcome,
        exit_status=ended.exit_status,
        seconds=round(ended.seconds, 3),
        python=python,
        reason=_reason(one, ended, facts),
        crossings=_crossings(facts, sources),
        processes=tuple(ProcessEnd(child.name, child.exit_status) for child in facts.children),
    )


def _reason(one: Observed, ended: Ended, facts: RunFacts) -> str:
    reason = reason_of(one.outcome, ended.exit_status, ended.ended, ended.seconds, facts)
    if one.interpreter.emulates(one.method) and not platforms.is_known(one.interpreter.python.version):
        reason += "; typeshed does not know this Python yet: names that Windows lacks may have been left"
    too_big = [f"{name}, too big to be compared with the parent's" for name in facts.surroundings.uncompared]
    unwatched = [*facts.troubles, *dict.fromkeys(too_big)]
    return f"{reason}; not watched: {'; '.join(unwatched)}" if unwatched else reason


def _crossings(facts: RunFacts, sources: Sources) -> tuple[Crossing, ...]:
    # The script's own file has a relative name in the first process and an absolute one in those that import it.
    sums: dict[tuple[str, str, Place], list[Total]] = defaultdict(list)
    for total in facts.totals:
        place = sources.place(total.place)
        if place is not None:
            sums[total.channel, total.direction, place].append(total)
    found = [
        Crossing(
            channel, way, sum(t.count for t in same), sum(t.bytes for t in same), sum(t.seconds for t in same), place
        )
        for (channel, way, place), same in sums.items()
    ]
    return tuple(sorted(found, key=lambda crossing: (crossing.place.path, crossing.place.line or 0)))
