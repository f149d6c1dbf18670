"""The report for people: a matrix of crossings and start methods first, then a block for each finding.

Everything is readable without colour, at 80 columns and in a pipe.
"""

from __future__ import annotations

import dataclasses
import io
import os
from collections.abc import Sequence
from enum import Enum
from typing import TypeVar, cast

from rich.console import Console
from rich.text import Text

from ..model import Outcome, Report, Run, Severity
from .blocks import finding_block
from .matrix import COLUMN, footnote, label, matrices

Value = TypeVar("Value")

_STYLES = {
    Outcome.OK: "green",
    Outcome.FAILS: "bold red",
    Outcome.DIFFERS: "bold red",
    Outcome.HANGS: "bold red",
    Outcome.ERROR: "yellow",
    Outcome.INCONCLUSIVE: "yellow",
    Outcome.UNSUPPORTED: "dim",
}


def render(reports: Sequence[Report], *, width: int = 80, color: bool = False, unicode: bool = True) -> str:
    """The reports as text of at most ``width`` columns, with ANSI colours if asked for."""
    reports = [printable(report) for report in reports]
    file = io.StringIO()
    console = Console(
        file=file, width=width, force_terminal=color, no_color=not color, color_system="standard" if color else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False, soft_wrap=False,
    )  # fmt: skip
    if len(reports) > 1:
        _table_of_all(console, reports)
    for report in reports:
        if len(reports) == 1:
            _report(console, report)
        elif report.findings or _unclear(report):
            console.print(Text("\n" + "─" * console.width, style="dim"))
            _report(console, report)
    if len(reports) > 1:
        _totals_of_all(console, reports)
    text = "\n".join(line.rstrip() for line in file.getvalue().split("\n"))
    return text if unicode else _ascii(text)


def printable(value: Value) -> Value:
    """The report with everything that is no printable character written as an escape."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in value)
        return cast(Value, shown)
    if isinstance(value, tuple):
        return cast(Value, tuple(printable(item) for item in value))
    if isinstance(value, dict):
        return cast(Value, {key: printable(item) for key, item in value.items()})
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [field.name for field in dataclasses.fields(value) if field.name != "outputs"]
        return cast(Value, dataclasses.replace(value, **{name: printable(getattr(value, name)) for name in fields}))
    return value


def _report(console: Console, report: Report) -> None:
    for number, text in enumerate(matrices(report, console.width)):
        if number:
            console.print()
        console.print(text)
    if note := footnote(report):
        console.print(Text(note, style="dim"))
    for run in _unclear(report):
        console.print(Text(f"{run.method}: {run.reason}", style=_STYLES[run.outcome]))
    for number, finding in enumerate(report.findings, 1):
        console.print()
        console.print(finding_block(number, finding, report, console.width))
    console.print()
    console.print(_summary(report))


def _unclear(report: Report) -> list[Run]:
    """The runs whose outcome no finding explains: their reason is shown under the matrix."""
    explained = {run for finding in report.findings for run in finding.runs if finding.severity is Severity.ERROR}
    quiet = (Outcome.OK, Outcome.UNSUPPORTED)
    return [
        run for i, run in enumerate(report.runs) if (i not in explained and run.outcome not in quiet) or _troubled(run)
    ]


def _troubled(run: Run) -> bool:
    return "not watched:" in run.reason


def _summary(report: Report) -> Text:
    counts = {severity: sum(f.severity is severity for f in report.findings) for severity in Severity}
    bad = sum(run.outcome not in (Outcome.OK, Outcome.UNSUPPORTED) for run in report.runs)
    parts = [f"{count} {severity.value}{'s' * (count > 1)}" for severity, count in counts.items() if count]
    seconds = sum(run.seconds for run in report.runs)
    text = f"{', '.join(parts) or 'nothing found'} in {len(report.runs)} run{'s' * (len(report.runs) != 1)}"
    if bad:
        text += f", {bad} of them not well"
    return Text(
        f"{text} · {seconds:.1f} s", style="red" if counts[Severity.ERROR] else "green" if not bad else "yellow"
    )


def _table_of_all(console: Console, reports: Sequence[Report]) -> None:
    """Every target and its outcomes, a line each; columns for the runs, which all targets have alike."""
    folder = os.path.commonpath([os.path.dirname(report.target.path or "") for report in reports])
    methods = [label(run) for report in reports[:1] for run in report.runs]
    left = max(24, console.width - COLUMN * len(methods))
    shown = f"{folder or '.'}:"
    shown = shown if len(shown) < left else f"…{shown[-(left - 2) :]}"
    console.print(Text(f"{shown:{left}}"), end="")
    console.print(Text("".join(f"{name:>{COLUMN}}" for name in methods), style="bold"))
    for report in reports:
        name = os.path.relpath(report.target.path or report.target.name, folder or ".")
        line = Text(f"  {name if len(name) < left - 2 else name[: left - 4] + '…':{left - 2}}")
        for run in report.runs:
            line.append(f"{run.outcome.value:>{COLUMN}}", style=_STYLES[run.outcome])
        console.print(line)


def _totals_of_all(console: Console, reports: Sequence[Report]) -> None:
    total = sum(finding.severity is Severity.ERROR for report in reports for finding in report.findings)
    seconds = sum(run.seconds for report in reports for run in report.runs)
    console.print()
    text = f"{total} error{'s' * (total != 1)} in {len(reports)} targets · {seconds:.1f} s"
    console.print(Text(text, style="red" if total else "green"))


def _ascii(text: str) -> str:
    for wide, plain in (
        ("·", "."),
        ("─", "-"),
        ("✓", "+"),
        ("✗", "x"),
        ("–", "-"),
        ("│", "|"),
        ("╰", "`"),
        ("…", "..."),
    ):
        text = text.replace(wide, plain)
    return text.encode("ascii", "replace").decode("ascii")
