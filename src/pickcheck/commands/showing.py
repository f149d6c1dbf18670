"""What every command that ends with a report shares: the options that say how to show it, and the showing."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from ..baseline import Baseline
from ..config import Config
from ..errors import UsageError
from ..model import Report, Severity
from ..render import RENDERERS, clean, format_of, markdown, terminal
from ..render.json import Several
from ..selection import Selection, rules_of, select, silence

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Shown:
    """How to show: the format on standard output, files with the format of their suffix, and what status 1 is for.

    several: as a report on several targets, also when there is only one.
    """

    format: str
    files: tuple[str, ...]
    fail_on: str
    values: bool = True
    verbose: bool = False
    baseline: Baseline | None = None
    selection: Selection = field(default_factory=Selection)
    several: bool = False


def showing(function: Function) -> Function:
    """The options of ``Shown``, as a decorator; the command gets them as keyword arguments, for ``shown_of``."""
    options = (
        click.option(
            "--format", "format_", type=click.Choice(list(RENDERERS)), default="terminal", show_default=True,
            help="On standard output.",
        ),
        click.option(
            "-o", "--output", "files", multiple=True, metavar="FILE", type=click.Path(),
            help="Write the report there too; the suffix tells the format; repeatable.",
        ),
        click.option("-v", "--verbose", is_flag=True, help="Show every run: crossings, processes, what happened when."),
        click.option("--no-values", is_flag=True, help="Leave out reprs, texts of exceptions and arguments."),
        click.option(
            "--baseline", metavar="FILE", type=click.Path(), help="A saved report: exit status 1 for new findings only."
        ),
        click.option(
            "--fail-on", type=click.Choice(["error", "warning", "note"]), default="error", show_default=True,
            help="What exit status 1 is for.",
        ),
        click.option("--select", "select_", multiple=True, metavar="RULE", help="Only this rule; repeatable."),
        click.option("--ignore", multiple=True, metavar="RULE", help="Not this rule; repeatable."),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def shown_of(
    format_: str, files: tuple[str, ...], verbose: bool, no_values: bool, baseline: str | None, fail_on: str,
    select_: tuple[str, ...], ignore: tuple[str, ...],
) -> Shown:  # fmt: skip
    """The options' values as one; raises UsageError for a file that cannot be written, before anything is run."""
    check_writable(files)
    known = Baseline.load(baseline) if baseline else None
    configured = configured_here().selection
    selection = replace(
        configured, select=rules_of(select_) or configured.select, ignore=rules_of(ignore) or configured.ignore
    )
    return Shown(format_, files, fail_on, not no_values, verbose, known, selection)


def configured_here() -> Config:
    """What [tool.pickcheck] says; nothing for the commands that do not read it."""
    found: Config | None = click.get_current_context().obj
    return found or Config()


def selected(reports: Sequence[Report], shown: Shown) -> list[Report]:
    """The reports with the findings that count; a line on standard error says how many were left out."""
    found = [select(report, shown.selection) for report in reports]
    if count := sum(one.left_out for one in found):
        click.echo(f"{count} finding{'s' * (count > 1)} left out, as asked", err=True)
    return [one.report for one in found]


def silenced(reports: Sequence[Report], *, unused: bool) -> list[Report]:
    """The reports without what comments in the sources silence; a line on standard error for each needless comment."""
    found = [silence(report, Path.cwd(), unused=unused) for report in reports]
    for remark in dict.fromkeys(remark for one in found for remark in one.remarks):
        click.echo(remark, err=True)
    if count := sum(one.left_out for one in found):
        click.echo(f"{count} finding{'s' * (count > 1)} silenced by comments", err=True)
    return [one.report for one in found]


def show(reports: Sequence[Report], shown: Shown) -> None:
    """Write the files, then show the reports on standard output."""
    if not reports:
        return
    if not shown.values:
        reports = [clean.without_values(report) for report in reports]
    if shown.several:
        reports = Several(reports)
    for path in shown.files:
        _write(path, RENDERERS[format_of(path)](reports))
    if shown.format == "terminal":
        click.echo(_for_this_terminal(reports, shown.verbose), nl=False)
    else:
        _print(RENDERERS[shown.format](reports))
    if shown.format == "github":
        _summarize(reports)


def status_of(reports: Sequence[Report], shown: Shown) -> int:
    """The exit status: 1 for findings (only new ones with a baseline), else what the reports say."""
    order = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    levels = set(order[: order.index(Severity(shown.fail_on)) + 1])
    if shown.baseline is not None:
        difference = shown.baseline.compare(reports)
        click.echo(shown.baseline.line(difference), err=True)
        found = [compared.finding for compared in difference.new]
        known = {report.exit_status for report in reports} - {0, 1}
    else:
        found = [finding for report in reports for finding in report.findings]
        known = {report.exit_status for report in reports}
    if any(finding.severity in levels for finding in found):
        return 1
    return max(known, default=0)


def check_writable(files: Sequence[str]) -> None:
    """Said before the runs, not after. Nothing is created, so a failed check leaves no empty file."""
    for path in files:
        format_of(path)
        folder = os.path.dirname(os.path.abspath(path))
        if os.path.isdir(path) or not os.path.isdir(folder):
            raise UsageError(f"{path}: cannot be written (no such folder, or it is one)")
        if not os.access(path if os.path.exists(path) else folder, os.W_OK):
            raise UsageError(f"{path}: cannot be written (permission denied)")


def _print(text: str) -> None:
    """What machines read is UTF-8, whatever the locale says; a screen is written to as it wants it."""
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        click.echo(text, nl=False)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def _write(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from None


def _summarize(reports: Sequence[Report]) -> None:
    """On GitHub, the report as Markdown goes to the job's summary, beside the annotations on standard output."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        try:
            with open(path, "a", encoding="utf-8") as file:
                file.write(markdown.render(reports))
        except OSError as error:
            raise UsageError(f"GITHUB_STEP_SUMMARY: cannot be written ({error.strerror})") from None


def _for_this_terminal(reports: Sequence[Report], verbose: bool) -> str:
    tty = sys.stdout.isatty()
    color = tty and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = max(40, min(shutil.get_terminal_size((80, 24)).columns, 120))
    links = Path.cwd().as_uri() if color else None
    return terminal.render(
        reports, width=width, color=color, unicode=terminal.fits(sys.stdout.encoding), verbose=verbose, links=links
    )
