"""The tool on one screen: a target under every start method and interpreter -> a report."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import __version__
from .errors import TargetError, UsageError
from .explain import explain
from .facts.costs import Total
from .facts.runs import RunFacts
from .launch import interpreters, launcher, platforms, reader
from .launch.interpreters import Interpreter
from .launch.launcher import Ended, Stop
from .launch.moments import ending
from .model import Crossing, Finding, Outcome, Output, Place, ProcessEnd, Report, Run, Severity, Target, Timeline
from .outcome import outcome_of, reason_of
from .rules import RunView
from .sources import Sources
from .thresholds import DEFAULT, Thresholds
from .timelines import timeline_of

METHODS = ("fork", "spawn", "forkserver", "windows")


@dataclass(frozen=True)
class Options:
    """What a check is to do. methods, pythons: empty for the default; timeout: seconds of one run; jobs: at a time."""

    methods: tuple[str, ...] = ()
    pythons: tuple[str, ...] = ()
    timeout: float = 60.0
    jobs: int = 1
    thresholds: Thresholds = DEFAULT


@dataclass(frozen=True)
class Progress:
    """What is going on: ``run`` of ``total`` runs has begun (``seconds`` None) or ended."""

    number: int
    total: int
    method: str
    version: str
    outcome: Outcome | None = None


@dataclass(frozen=True)
class _Observed:
    """One run as it was seen; ``ended`` is None where the start method does not exist."""

    method: str
    interpreter: Interpreter
    ended: Ended | None
    facts: RunFacts | None
    outcome: Outcome


def check(
    target: Target, options: Options, *, stop: Stop | None = None, progress: Callable[[Progress], None] = lambda _: None
) -> Report:
    """Run the target under every start method and interpreter asked for, and explain what was seen.

    When ``stop`` is set, running processes are ended and the report holds what was found until then.
    Raises TargetError, InterpreterError or UsageError when there is nothing to run.
    """
    stop = stop or Stop()
    _look_at(target)
    paths = [interpreters.find(python) for python in options.pythons or (None,)]
    folder = launcher.new_folder()
    try:
        found = [interpreters.inspect(path, target, folder) for path in paths]
        plan = [(interpreter, method) for interpreter in found for method in options.methods or _default(interpreter)]
        observed = _observe(target, plan, options, folder, stop, progress)
    finally:
        launcher.remove(folder)
    return _report(target, observed, options.thresholds)


def _look_at(target: Target) -> None:
    if target.path is None:
        return
    if os.path.isdir(target.path) and not os.path.isfile(os.path.join(target.path, "__main__.py")):
        raise TargetError(f"{target.path} is a folder without a __main__.py, not a script")
    if not os.path.exists(target.path):
        raise TargetError(f"{target.path}: no such file")
    if not os.access(target.path, os.R_OK):
        raise TargetError(f"{target.path}: cannot be read")


def _default(interpreter: Interpreter) -> tuple[str, ...]:
    """All that it has; Windows itself has spawn, under its own name."""
    return tuple(m for m in METHODS if m in interpreter.methods or (interpreter.can(m) and interpreter.emulates(m)))


def known_method(method: str) -> str:
    """The method's name, or UsageError for one that there is not."""
    if method not in METHODS:
        raise UsageError(f"unknown start method {method!r}: choose from {', '.join(METHODS)}")
    return method


# ---------------------------------------------------------------- running


def _observe(
    target: Target, plan: list[tuple[Interpreter, str]], options: Options, folder: Path, stop: Stop,
    progress: Callable[[Progress], None],
) -> list[_Observed]:  # fmt: skip
    def one(number: int, interpreter: Interpreter, method: str) -> _Observed | None:
        if stop.is_set():
            return None
        before = Progress(number, len(plan), method, interpreter.python.version)
        progress(before)
        seen = _run(target, interpreter, method, options, folder, stop)
        progress(replace(before, outcome=seen.outcome))
        return seen

    # Cannot be imported while the interpreter ends: check() may be called then.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(max(1, options.jobs)) as pool:
        futures = [pool.submit(one, number, *entry) for number, entry in enumerate(plan, 1)]
        return [seen for seen in _results(futures, stop) if seen is not None]


def _results(futures: Sequence[object], stop: Stop) -> list[_Observed | None]:
    results: list[_Observed | None] = []
    for future in futures:
        while True:
            try:
                results.append(future.result())  # type: ignore[attr-defined]
                break
            except KeyboardInterrupt:
                stop.set()
    return results


def _run(
    target: Target, interpreter: Interpreter, method: str, options: Options, folder: Path, stop: Stop
) -> _Observed:
    if not interpreter.can(method):
        return _Observed(method, interpreter, None, None, Outcome.UNSUPPORTED)
    control = launcher.new_control_folder(folder)
    ended = launcher.launch(target, method, interpreter, options.timeout, control, stop, options.thresholds)
    facts = replace(reader.read(control), waits=ended.waits, stuck=ended.stuck)
    return _Observed(method, interpreter, ended, facts, outcome_of(ended.exit_status, ended.ended, facts))


# ---------------------------------------------------------------- the report


def _report(target: Target, observed: list[_Observed], thresholds: Thresholds) -> Report:
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


def _timeline(index: int, one: _Observed, reason: str, sources: Sources) -> Timeline:
    assert one.ended is not None and one.facts is not None
    ended, stopped = one.ended, one.ended.exit_status is None
    text = f"ends the run: {reason.partition(':')[0].partition(';')[0]}" if stopped else ending(ended.exit_status)
    return timeline_of(index, one.facts, ended.began, round(ended.seconds, 3), text, stopped, sources)


def _compared(one: _Observed, observed: list[_Observed]) -> _Observed:
    """An error of the script's own happens under every start method; one that does not is a boundary's."""
    if one.outcome is Outcome.ERROR and _works_under(one, observed):
        return replace(one, outcome=Outcome.FAILS)
    return one


def _works_under(one: _Observed, observed: list[_Observed]) -> tuple[str, ...]:
    same = [other for other in observed if other.interpreter == one.interpreter]
    return tuple(other.method for other in same if other.outcome is Outcome.OK)


def _view(one: _Observed, observed: list[_Observed], thresholds: Thresholds) -> RunView | None:
    if one.ended is None or one.facts is None:
        return None
    ended = one.ended
    works = _works_under(one, observed)
    return RunView(one.method, ended.exit_status, ended.ended, ended.seconds, one.facts, works, thresholds)


def _as_run(one: _Observed, sources: Sources) -> Run:
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


def _reason(one: _Observed, ended: Ended, facts: RunFacts) -> str:
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
