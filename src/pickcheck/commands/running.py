"""What every command that runs targets shares: the options that say how, Ctrl-C, and what the scripts printed."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from ..checker import METHODS, Options, known_method
from ..errors import UsageError
from ..launch.launcher import Stop
from ..model import Report
from .showing import Shown, configured_here, selected, show, silenced, status_of

Function = TypeVar("Function", bound=Callable[..., Any])


def running(function: Function) -> Function:
    """The options of ``checker.Options``, as a decorator; the command gets them as keyword arguments."""
    options = (
        click.option(
            "--method", "methods", multiple=True, metavar="NAME",
            help=f"{', '.join(METHODS)}; repeatable; all by default.",
            shell_complete=lambda ctx, param, begun: [method for method in METHODS if method.startswith(begun)],
        ),
        click.option("--python", "pythons", multiple=True, metavar="VERSION|PATH", help="An interpreter; repeatable."),
        click.option(
            "--timeout", type=float, default=60.0, metavar="S", show_default=True, help="Seconds that one run may take."
        ),
        click.option(
            "-j", "--jobs", type=click.IntRange(min=1), default=1, metavar="N", show_default=True, help="Runs at a time."
        ),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def options_of(methods: Sequence[str], pythons: Sequence[str], timeout: float, jobs: int) -> Options:
    """The options' values as one; raises UsageError for a start method that there is not and a time limit of nothing."""
    if timeout <= 0:
        raise UsageError("--timeout must be more than 0 seconds")
    return Options(
        tuple(dict.fromkeys(map(known_method, methods))),
        tuple(dict.fromkeys(pythons)),
        timeout,
        jobs,
        configured_here().thresholds,
    )


@contextmanager
def stopping() -> Iterator[Stop]:
    """Ctrl-C and SIGTERM end the runs and keep what was found; a second one ends pickcheck."""
    stop = Stop()

    def handle(number: int, frame: Any) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    numbers = [signal.SIGINT, signal.SIGTERM]
    before = [signal.signal(number, handle) for number in numbers]
    try:
        yield stop
    finally:
        for number, handler in zip(numbers, before, strict=False):
            signal.signal(number, handler)


def finish(reports: Sequence[Report], options: Options, shown: Shown, *, outputs: bool, interrupted: bool) -> int:
    """Show what was found, also what was found until an interruption; the exit status."""
    # A target none of whose runs was begun before the interruption: a report without runs is that of a source.
    reports = [report for report in reports if report.runs]
    if outputs:
        _show_output(reports)
    unused = not (options.methods or interrupted)
    reports = selected(silenced(reports, unused=unused), shown)
    show(reports, shown)
    return complain("interrupted: this is what was found until then", 130) if interrupted else status_of(reports, shown)


def complain(message: str, status: int) -> int:
    """One line on standard error; the status, to return."""
    click.echo(f"pickcheck: {' '.join(message.split())}", err=True)
    return status


def _show_output(reports: Sequence[Report]) -> None:
    for report in reports:
        for run_, output in zip(report.runs, report.outputs, strict=False):
            for name, text in (("stdout", output.stdout), ("stderr", output.stderr)):
                if text:
                    click.echo(f"---- {report.target.name}, {run_.method}, {run_.python.version}: {name}")
                    click.echo(text if text.endswith("\n") else text + "\n", nl=False)
