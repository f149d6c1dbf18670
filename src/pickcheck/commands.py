"""The command line, once it is known that there is work to do (``cli`` answers ``--version`` without click)."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from . import __version__, examples
from .checker import METHODS, Options, check, known_method
from .errors import PickcheckError, UsageError
from .launch.launcher import Stop
from .model import Report, Severity, Target
from .progress import Line
from .render import RENDERERS, format_of, terminal

# The examples share no port and no file, and wait more than they compute.
_AT_A_TIME = 3


@dataclass(frozen=True)
class Shown:
    """What to show, and where: the format on standard output, files with the format of their suffix."""

    format: str
    files: tuple[str, ...]
    output: bool
    fail_on: str


_EPILOG = """\b
Commands:
  pickcheck examples    the article's examples under every start method
\b
Exit status: 0 nothing found, 1 errors found, 2 wrong usage,
3 the target could not be checked."""


@click.command(
    context_settings={"allow_interspersed_args": False, "help_option_names": ["-h", "--help"]}, epilog=_EPILOG
)
@click.option("-m", "module", is_flag=True, help="TARGET is a module's name, as with python -m.")
@click.option(
    "--method", "methods", multiple=True, metavar="NAME", help=f"{', '.join(METHODS)}; repeatable; all by default."
)
@click.option("--python", "pythons", multiple=True, metavar="VERSION|PATH", help="An interpreter; repeatable.")
@click.option(
    "--timeout", type=float, default=60.0, metavar="S", show_default=True, help="Seconds that one run may take."
)
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), default=1, metavar="N", show_default=True, help="Runs at a time."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(RENDERERS)),
    default="terminal",
    show_default=True,
    help="On standard output.",
)
@click.option(
    "-o",
    "--output",
    "files",
    multiple=True,
    metavar="FILE",
    help="Write the report there too; the suffix tells the format; repeatable.",
)
@click.option("--show-output", is_flag=True, help="Show what the script printed in each run.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="What exit status 1 is for.",
)
@click.version_option(__version__, "-V", "--version", prog_name="pickcheck", message="%(prog)s %(version)s")
@click.argument("target")
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
def command(
    module: bool, methods: tuple[str, ...], pythons: tuple[str, ...], timeout: float, jobs: int, format_: str,
    files: tuple[str, ...], show_output: bool, fail_on: str, target: str, args: tuple[str, ...],
) -> int:  # fmt: skip
    """Run TARGET, a Python script, under every start method of multiprocessing, and report which objects fail to
    cross the process boundary: each with its path, why, and what mends it. What follows TARGET is its own."""
    if timeout <= 0:
        raise UsageError("--timeout must be more than 0 seconds")
    options = Options(tuple(dict.fromkeys(map(known_method, methods))), tuple(dict.fromkeys(pythons)), timeout, jobs)
    shown = Shown(format_, files, show_output, fail_on)
    _check_writable(files)
    if target == "examples" and not module and not os.path.exists(target):
        if args:
            raise UsageError("pickcheck examples takes no arguments")
        return _run(examples.targets(), replace(options, jobs=max(jobs, _AT_A_TIME)), shown)
    return _run([Target(None, target, args) if module else Target(target, None, args)], options, shown)


def run(words: Sequence[str]) -> int:
    """Parse and do; errors become one line on standard error."""
    if words[:1] == ["examples"]:
        words = [*words[1:], "examples"]  # a command's options may follow it; what follows a script is the script's
    try:
        return int(command.main(list(words), prog_name="pickcheck", standalone_mode=False) or 0)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        return _complain(error.format_message(), 2)
    except PickcheckError as error:
        return _complain(error.message, error.status)
    except BrokenPipeError:
        # The reader of our output has gone (a pager that was left): nothing more to say to anyone.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the interpreter's own last flush
        return 0
    except (KeyboardInterrupt, click.Abort):
        return _complain("interrupted", 130)


def _complain(message: str, status: int) -> int:
    click.echo(f"pickcheck: {' '.join(message.split())}", err=True)
    return status


# ---------------------------------------------------------------- doing


def _run(targets: Sequence[Target], options: Options, shown: Shown) -> int:
    reports: list[Report] = []
    with _stopping() as stop, Line(sys.stderr, len(targets)) as line:
        for number, target in enumerate(targets, 1):
            if stop.is_set():
                break
            line.target(number, target)
            reports.append(check(target, options, stop=stop, progress=line.show))
    _show(reports, shown)
    if stop.is_set():
        return _complain("interrupted: this is what was found until then", 130)
    return _status(reports, shown)


def _status(reports: Sequence[Report], shown: Shown) -> int:
    levels = {Severity.ERROR, Severity.WARNING} if shown.fail_on == "warning" else {Severity.ERROR}
    if any(finding.severity in levels for report in reports for finding in report.findings):
        return 1
    return max((report.exit_status for report in reports), default=0)


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


def _show(reports: Sequence[Report], shown: Shown) -> None:
    if not reports:
        return
    for path in shown.files:
        try:
            Path(path).write_text(RENDERERS[format_of(path)](reports), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{path}: cannot be written ({error.strerror})") from None
    if shown.output:
        _show_output(reports)
    if shown.format == "terminal":
        click.echo(_for_this_terminal(reports), nl=False)
    else:
        click.echo(RENDERERS[shown.format](reports), nl=False)


def _for_this_terminal(reports: Sequence[Report]) -> str:
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = max(60, min(shutil.get_terminal_size((80, 24)).columns, 120))
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    return terminal.render(reports, width=width, color=color, unicode=encoding.startswith("utf"))


def _show_output(reports: Sequence[Report]) -> None:
    for report in reports:
        for run_, output in zip(report.runs, report.outputs, strict=False):
            for name, text in (("stdout", output.stdout), ("stderr", output.stderr)):
                if text:
                    click.echo(f"---- {report.target.name}, {run_.method}, {run_.python.version}: {name}")
                    click.echo(text if text.endswith("\n") else text + "\n", nl=False)


def _check_writable(files: Sequence[str]) -> None:
    """Said before the runs, not after. Nothing is created, so a failed check leaves no empty file."""
    for path in files:
        format_of(path)
        folder = os.path.dirname(os.path.abspath(path))
        if os.path.isdir(path) or not os.path.isdir(folder):
            raise UsageError(f"{path}: cannot be written (no such folder, or it is one)")
        if not os.access(path if os.path.exists(path) else folder, os.W_OK):
            raise UsageError(f"{path}: cannot be written (permission denied)")
