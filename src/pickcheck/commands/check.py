"""``pickcheck SCRIPT``, ``pickcheck -m MODULE``, ``pickcheck examples``: run it and report."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click

from .. import __version__, examples
from ..checker import Options, check
from ..errors import UsageError
from ..model import Report, Target
from ..progress import Line
from .running import finish, options_of, running, stopping
from .showing import Shown, showing, shown_of

# The examples share no port and no file, and wait more than they compute.
_AT_A_TIME = 3


_EPILOG = """\b
Commands:
  pickcheck examples                the article's examples
  pickcheck batch PATH...           many scripts, here or on a cluster
  pickcheck lint PATH...            read the source, run nothing
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
@running
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
    options = options_of(methods, pythons, timeout, jobs)
    shown = shown_of(**showing)
    if target == "examples" and not module and not os.path.exists(target):
        if args:
            raise UsageError("pickcheck examples takes no arguments")
        return _run(examples.targets(), replace(options, jobs=max(jobs, _AT_A_TIME)), shown, show_output)
    if words := misplaced(args):
        _hint(f"{', '.join(words)} after {target} went to it: pickcheck's own options stand before it")
    return _run([Target(None, target, args) if module else Target(target, None, args)], options, shown, show_output)


# Options that hardly any script has.
_OURS = frozenset(("--method", "--python", "--show-output", "--fail-on", "--no-values", "--baseline"))


def misplaced(args: Sequence[str]) -> list[str]:
    """The words among a script's arguments that look as if they were meant for pickcheck."""
    return [word for word in dict.fromkeys(arg.partition("=")[0] for arg in args) if word in _OURS]


def _hint(text: str) -> None:
    """For whoever types it: what the script is given is the script's own, so nothing is said to a program."""
    if sys.stderr.isatty():
        click.echo(f"pickcheck: note: {text}", err=True)


def _run(targets: Sequence[Target], options: Options, shown: Shown, outputs: bool) -> int:
    reports: list[Report] = []
    with stopping() as stop, Line(sys.stderr, len(targets)) as line:
        for number, target in enumerate(targets, 1):
            if stop.is_set():
                break
            line.target(number, target)
            reports.append(check(target, options, stop=stop, progress=line.show))
        interrupted = stop.is_set()
    return finish(reports, options, shown, outputs=outputs, interrupted=interrupted)
