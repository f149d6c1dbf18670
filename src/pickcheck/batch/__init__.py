"""Many scripts, a report on each: run on this machine (``local``) or on an existing cluster (``cluster``).

What keeps one script from being checked (no such file, a syntax error, a worker that it takes down) is told in its own
report, as runs that are an ``error``; the others go on.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from .. import __version__
from ..checker import METHODS, Options, Progress, check
from ..errors import InterpreterError, TargetError
from ..launch import interpreters, launcher, lookup
from ..launch.interpreters import Interpreter
from ..launch.launcher import Stop
from ..model import Outcome, Python, Report, Run, Target

__all__ = ["Executor", "check_one", "in_order", "not_checked"]


class Executor(Protocol):
    """Who has scripts checked: a local pool, a cluster."""

    def reports(
        self, targets: Sequence[Target], options: Options, stop: Stop, begun: Callable[[Target], None]
    ) -> Iterator[tuple[int, Report]]:
        """The reports with their targets' indices, in the order in which they come; fewer once ``stop`` is set.

        ``begun`` is told of each target whose runs begin. Raises PickcheckError when nothing at all can be checked.
        """
        ...


def check_one(
    target: Target, options: Options, stop: Stop, progress: Callable[[Progress], None] = lambda _: None
) -> Report:
    """``checker.check``, but a target that cannot be checked has a report that says so. Raises InterpreterError."""
    try:
        return check(target, options, stop=stop, progress=progress)
    except TargetError as error:
        return not_checked(target, options, error.message)


def not_checked(target: Target, options: Options, reason: str) -> Report:
    """The report on a target of which no run was begun: each run asked for is an ``error``, with the reason."""
    runs = tuple(
        Run(method, emulated, Outcome.ERROR, None, 0.0, python, reason)
        for python, methods in _asked(options)
        for method, emulated in methods
    )
    return Report(__version__, target, runs, (), ())


def in_order(found: dict[int, Report]) -> list[Report]:
    """Reports by their targets' indices, in the targets' order."""
    return [found[number] for number in sorted(found)]


def _asked(options: Options) -> Iterator[tuple[Python, list[tuple[str, bool]]]]:
    """Each interpreter that would have run the target, and its start methods with whether they are emulated."""
    folder = launcher.new_folder()
    try:
        for wanted in options.pythons or (None,):
            try:
                found = interpreters.inspect(lookup.find(wanted), Target(None, "sys"), folder)
            except InterpreterError:  # known to a worker only
                yield _this(), [(method, False) for method in options.methods or METHODS]
            else:
                yield found.python, _methods(found, options)
    finally:
        launcher.remove(folder)


def _methods(found: Interpreter, options: Options) -> list[tuple[str, bool]]:
    methods = options.methods or [method for method in METHODS if found.can(method)]
    return [(method, found.emulates(method)) for method in methods]


def _this() -> Python:
    return Python(platform.python_version(), sys.implementation.name, sys.platform, sys.executable)
