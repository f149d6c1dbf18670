"""The tool on one screen: a target under every start method and interpreter -> a report."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .errors import TargetError, UsageError
from .launch import interpreters, launcher, lookup, reader
from .launch.interpreters import Interpreter
from .launch.launcher import Stop
from .model import Outcome, Report, Target
from .observed import Observed, report_on
from .outcome import outcome_of
from .thresholds import DEFAULT, Thresholds

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


def check(
    target: Target, options: Options, *, stop: Stop | None = None, progress: Callable[[Progress], None] = lambda _: None
) -> Report:
    """Run the target under every start method and interpreter asked for, and explain what was seen.

    When ``stop`` is set, running processes are ended and the report holds what was found until then.
    Raises TargetError, InterpreterError or UsageError when there is nothing to run.
    """
    stop = stop or Stop()
    _look_at(target)
    paths = [lookup.find(python) for python in options.pythons or (None,)]
    folder = launcher.new_folder()
    try:
        found = [interpreters.inspect(path, target, folder) for path in paths]
        plan = [(interpreter, method) for interpreter in found for method in options.methods or _default(interpreter)]
        observed = _observe(target, plan, options, folder, stop, progress)
    finally:
        launcher.remove(folder)
    return report_on(target, observed, options.thresholds)


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


def _observe(
    target: Target, plan: list[tuple[Interpreter, str]], options: Options, folder: Path, stop: Stop,
    progress: Callable[[Progress], None],
) -> list[Observed]:  # fmt: skip
    def one(number: int, interpreter: Interpreter, method: str) -> Observed | None:
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


def _results(futures: Sequence[object], stop: Stop) -> list[Observed | None]:
    results: list[Observed | None] = []
    for future in futures:
        while True:
            try:
                results.append(future.result())  # type: ignore[attr-defined]
                break
            except KeyboardInterrupt:
                stop.set()
    return results


def _run(target: Target, interpreter: Interpreter, method: str, options: Options, folder: Path, stop: Stop) -> Observed:
    if not interpreter.can(method):
        return Observed(method, interpreter, None, None, Outcome.UNSUPPORTED)
    control = launcher.new_control_folder(folder)
    ended = launcher.launch(target, method, interpreter, options.timeout, control, stop, options.thresholds)
    facts = replace(reader.read(control), waits=ended.waits, stuck=ended.stuck)
    return Observed(method, interpreter, ended, facts, outcome_of(ended.exit_status, ended.ended, facts))
