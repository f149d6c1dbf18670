"""``pickcheck lint PATH...``: read sources, run nothing, and report what the rules see in them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ..checker import METHODS, known_method
from ..errors import TargetError, UsageError
from ..launch.platforms import windows_differences
from ..lint import Windows, files, files_of, read, report_on
from ..model import Report
from ..sources import Sources
from .running import Function, complain
from .showing import selected, show, showing, shown_of, silenced, status_of


def _means_nothing(ctx: click.Context, param: click.Parameter, value: object) -> None:
    if ctx.get_parameter_source(str(param.name)) is click.core.ParameterSource.COMMANDLINE:
        raise UsageError(f"{param.opts[-1]} means nothing to pickcheck lint, which runs nothing")


def _not_ours(*words: str, flag: bool = False) -> Callable[[Function], Function]:
    """An option of the commands that run: refused in a line that says why, and not in the help."""
    return click.option(*words, hidden=True, expose_value=False, is_flag=flag, callback=_means_nothing)


@click.command("lint", context_settings={"help_option_names": ["-h", "--help"]}, epilog=files.COUNTED)
@click.option(
    "--method", "methods", multiple=True, metavar="NAME",
    help=f"Only what would show under this one of {', '.join(METHODS)}; repeatable.",
    shell_complete=lambda ctx, param, begun: [method for method in METHODS if method.startswith(begun)],
)  # fmt: skip
@showing
@_not_ours("--python")
@_not_ours("--timeout")
@_not_ours("-j", "--jobs")
@_not_ours("--executor")
@_not_ours("--show-output", flag=True)
@_not_ours("-m", "module", flag=True)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def command(methods: tuple[str, ...], paths: tuple[str, ...], **showing: Any) -> int:
    """Read PATHs (Python files, and folders that are searched for them), run nothing, and report what is sure to fail, or
    likely to, where objects go to other processes. A run (pickcheck SCRIPT) sees more. Exit status: 0 nothing found, 1
    errors found, 2 wrong usage, 3 a file could not be read, unless errors are found in others."""
    shown = replace(shown_of(**showing), several=len(paths) > 1 or Path(paths[0]).is_dir())
    wanted = tuple(dict.fromkeys(map(known_method, methods))) or METHODS
    reports, unread = _read(files_of(paths), wanted)
    # What silences nothing here may be needed by runs.
    reports = selected(silenced(reports, unused=False), shown)
    show(reports, shown)
    return status_of(reports, shown) or (3 if unread else 0)


def _read(paths: Sequence[str], methods: Sequence[str]) -> tuple[list[Report], int]:
    """The reports on the files that can be read, and how many cannot: a line on standard error for each."""
    sources, windows = Sources(Path.cwd()), _windows()
    reports: list[Report] = []
    for path in paths:
        try:
            reports.append(report_on(read(path), sources, windows, methods))
        except TargetError as error:
            complain(error.message, error.status)
    return reports, len(paths) - len(reports)


def _windows() -> Windows:
    platform = "linux" if sys.platform == "win32" else sys.platform
    found = windows_differences(sys.version_info[:2], platform)
    return Windows({module: frozenset(names) for module, names in found.hidden.items()}, frozenset(found.refused))
