"""``pickcheck SCRIPT``, ``pickcheck -m MODULE``, ``pickcheck examples``: run it and report."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import click

from .. import __version__, examples
from ..checker import METHODS, Options, check, known_method
from ..errors import UsageError
from ..launch.launcher import Stop
from ..model import Report, Target
from ..progress import Line
from .showing import Shown, configured_here, selected, show, showing, shown_of, silenced, status_of

# The examples share no port and no file, and wait more than they compute.
_AT_A_TIME = 3


_EPILOG = """\b
Commands:
  pickcheck examples                the article's examples
  pickcheck explain [CODE|SLUG]     a rule: why, a bad and a good example
  pickcheck show REPORT.json        a saved report again, in any format
  pickcheck diff OLD.json NEW.json  what is new, mended, unchanged
  pickcheck completion SHELL        for bash, zsh, fish, powershell
\b
Exit status: 0 nothing found, 1 errors found, 2 wrong usage,
3 the target could not be checked."""


class _Check(click.Command):
    """The unnamed command: its usage names no command."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage as people type it."""
        formatter.write_usage("pickcheck", " ".join(self.collect_usage_pieces(ctx)))


@click.command(
    cls=_Check,
    context_settings={"allow_interspersed_args": False, "help_option_names": ["-h", "--help"]},
    epilog=_EPILOG,
)
@click.option("-m", "module", is_flag=True, help="TARGET is a module's name, as with python -m.")
@click.option(
    "--method",
    "methods",
    multiple=True,
    metavar="NAME",
    help=f"{', '.join(METHODS)}; repeatable; all by default.",
    shell_complete=lambda ctx, param, begun: [method for method in METHODS if method.startswith(begun)],
)
@click.option("--python", "pythons", multiple=True, metavar="VERSION|PATH", help="An interpreter; repeatable.")
@click.option(
    "--timeout", type=float, default=60.0, metavar="S", show_default=True, help="Seconds that one run may take."
)
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), default=1, metavar="N", show_default=True, help="Runs at a time."
)
@showing
@click.option("--show-output", is_flag=True, help="Show what the script printed in each run.")
@click.version_option(__version__, "-V", "--version", prog_name="pickcheck", message="%(prog)s %(version)s")
@click.argument("target")
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
def command(
    module: bool, methods: tuple[str, ...], pythons: tuple[str, ...], timeout: float, jobs: int, show_output: bool,
    target: str, args: tuple[str, ...], **showing: Any,
) -> int:  # fmt: skip
    """Run TARGET, a Python script, under every start method of multiprocessing, and report which objects fail to
    cross the process boundary: each with its path, why, and what mends it. What follows TARGET is its own."""
    if timeout <= 0:
        raise UsageError("--timeout must be more than 0 seconds")
    options = Options(
        tuple(dict.fromkeys(map(known_method, methods))),
        tuple(dict.fromkeys(pythons)),
        timeout,
        jobs,
        configured_here().thresholds,
    )
    shown = shown_of(**showing)
    if target == "examples" and not module and not os.path.exists(target):
        if args:
            raise UsageError("pickcheck examples takes no arguments")
        return _run(examples.targets(), replace(options, jobs=max(jobs, _AT_A_TIME)), shown, show_output)
    return _run([Target(None, target, args) if module else Target(target, None, args)], options, shown, show_output)


def complain(message: str, status: int) -> int:
    """One line on standard error; the status, to return."""
    click.echo(f"pickcheck: {' '.join(message.split())}", err=True)
    return status


# ---------------------------------------------------------------- doing


def _run(targets: Sequence[Target], options: Options, shown: Shown, outputs: bool) -> int:
    reports: list[Report] = []
    with _stopping() as stop, Line(sys.stderr, len(targets)) as line:
        for number, target in enumerate(targets, 1):
            if stop.is_set():
                break
            line.target(number, target)
            reports.append(check(target, options, stop=stop, progress=line.show))
    if outputs:
        _show_output(reports)
    unused = not (options.methods or stop.is_set())
    reports = selected(silenced(reports, unused=unused), shown)
    show(reports, shown)
    if stop.is_set():
        return complain("interrupted: this is what was found until then", 130)
    return status_of(reports, shown)


@contextmanager
def _stopping() -> Iterator[Stop]:
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


# ---------------------------------------------------------------- showing


def _show_output(reports: Sequence[Report]) -> None:
    for report in reports:
        for run_, output in zip(report.runs, report.outputs, strict=False):
            for name, text in (("stdout", output.stdout), ("stderr", output.stderr)):
                if text:
                    click.echo(f"---- {report.target.name}, {run_.method}, {run_.python.version}: {name}")
                    click.echo(text if text.endswith("\n") else text + "\n", nl=False)
