"""The report for people: a matrix of crossings and start methods first, then a block for each finding.

Everything is readable without colour, at 80 columns and in a pipe.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ..model import Outcome, Report, Run, Severity
from .blocks import Style, finding_block
from .clean import printable
from .colours import coloured
from .groups import alike
from .matrix import column_of, footnote, legend, matrices, shortened
from .phrases import command_line, folder_of, label, named_in, summary, unexplained
from .runs import run_block

_STYLES = {
    Outcome.OK: "green",
    Outcome.FAILS: "bold red",
    Outcome.DIFFERS: "bold red",
    Outcome.HANGS: "bold red",
    Outcome.ERROR: "yellow",
    Outcome.INCONCLUSIVE: "yellow",
    Outcome.UNSUPPORTED: "dim",
}


def render(
    reports: Sequence[Report], *, width: int = 80, color: bool = False, unicode: bool = True, verbose: bool = False,
    links: str | None = None,
) -> str:  # fmt: skip
    """The reports as text of at most ``width`` columns, with ANSI colours if asked for.

    verbose: what crossed and which processes there were, run by run. links: the URI of the folder that relative paths
    start from; places become hyperlinks to their files.
    """
    reports = [printable(report) for report in reports]
    file = io.StringIO()
    console = Console(
        file=file, width=width, force_terminal=color, no_color=not color, color_system="standard" if color else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False, soft_wrap=False,
    )  # fmt: skip
    style = Style(width, verbose, links if color else None)
    ran = any(report.runs for report in reports)
    if len(reports) > 1 and ran:
        _table_of_all(console, reports)
    for report in reports:
        if len(reports) == 1:
            _report(console, report, style)
        elif report.findings or _unclear(report) or verbose:
            console.print(Text("\n" + "─" * console.width, style="dim"))
            _report(console, report, style)
    if len(reports) > 1:
        _totals_of_all(console, reports)
    text = "\n".join(line.rstrip() for line in file.getvalue().split("\n"))
    return text if unicode else _ascii(text)


def fits(encoding: str | None) -> bool:
    """Whether the report's signs can be written in this encoding (ASCII and the code pages of Windows have none of them)."""
    try:
        SIGNS.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _report(console: Console, report: Report, style: Style) -> None:
    if not report.runs:
        console.print(Text(f"{command_line(report)} · read, not run", style="bold"))
    for number, text in enumerate(matrices(report, console.width) if report.runs else ()):
        if number:
            console.print()
        console.print(text)
    for note in (legend(report), footnote(report)):
        if note:
            console.print(Text(note, style="dim"))
    _reasons(console, report)
    timelines = {timeline.run: timeline for timeline in report.timelines}
    for index, run in enumerate(report.runs if style.verbose else ()):
        console.print()
        console.print(run_block(run, timelines.get(index), report.target.file, style))
    groups = {number: [] for number in range(1, len(report.findings) + 1)} if style.verbose else alike(report)
    for number, others in groups.items():
        console.file.write("\n")
        _print(console, finding_block(number, report, style, others), style.width)
    console.print()
    console.print(_summary(report))


def _print(console: Console, text: Text, width: int) -> None:
    """A block; one that fits is not laid out once more, which for 5,000 of them takes seconds."""
    plain = text.plain
    if not all(cell_len(line) <= width for line in plain.split("\n")):
        console.print(text)
    elif console.no_color:
        console.file.write(f"{plain}\n")
    else:
        console.file.write(coloured(text, console))


def _reasons(console: Console, report: Report) -> None:
    """What became of the runs that no finding explains; those with the same reason together."""
    same: dict[tuple[str, Outcome], list[str]] = {}
    for run in _unclear(report):
        same.setdefault((run.reason, run.outcome), []).append(run.method)
    for (reason, outcome), methods in same.items():
        console.print(Text(f"{', '.join(dict.fromkeys(methods))}: {reason}", style=_STYLES[outcome]))
    if any(outcome is Outcome.ERROR for _, outcome in same):
        console.print(Text("an error of the script's own: --show-output shows what it printed", style="dim"))


def _unclear(report: Report) -> list[Run]:
    """The runs whose outcome no finding explains: their reason is shown under the matrix."""
    return [report.runs[index] for index in unexplained(report)]


def _summary(report: Report) -> Text:
    errors = any(finding.severity is Severity.ERROR for finding in report.findings)
    bad = sum(run.outcome not in (Outcome.OK, Outcome.UNSUPPORTED) for run in report.runs)
    seconds = sum(run.seconds for run in report.runs)
    text = summary(report)
    if not report.runs:
        return Text(text, style="red" if errors else "green")
    if bad:
        text += f", {bad} of them not well"
    return Text(f"{text} · {seconds:.1f} s", style="red" if errors else "green" if not bad else "yellow")


def _table_of_all(console: Console, reports: Sequence[Report]) -> None:
    """Every target and its outcomes, a line each; a column for every kind of run that any target has."""
    folder = folder_of(reports)
    kinds = list(dict.fromkeys(label(run) for report in reports for run in report.runs))
    column = column_of(len(kinds), console.width)
    left = max(10, console.width - column * len(kinds))
    console.print(Text(f"{shortened(f'{folder or chr(46)}:', left - 1):{left}}"), end="")
    console.print(Text("".join(f"{shortened(name, column - 1):>{column}}" for name in kinds), style="bold"))
    for report in reports:
        name = named_in(report, folder)
        line = Text(f"  {shortened(name, left - 3):{left - 2}}")
        outcomes: dict[str, Outcome] = {}
        for run in report.runs:
            outcomes[label(run)] = max(outcomes.get(label(run), run.outcome), run.outcome, key=_WORSE.index)
        for kind in kinds:
            outcome = outcomes.get(kind)
            text = shortened(outcome.value, column - 1) if outcome else ""
            line.append(f"{text:>{column}}", style=_STYLES[outcome] if outcome else None)
        console.print(line)


# Of a target's runs under several interpreters the worst is shown.
_WORSE = [
    Outcome.UNSUPPORTED, Outcome.OK, Outcome.INCONCLUSIVE, Outcome.ERROR, Outcome.DIFFERS, Outcome.HANGS, Outcome.FAILS,
]  # fmt: skip


def _totals_of_all(console: Console, reports: Sequence[Report]) -> None:
    total = sum(finding.severity is Severity.ERROR for report in reports for finding in report.findings)
    seconds = sum(run.seconds for report in reports for run in report.runs)
    console.print()
    ran = any(report.runs for report in reports)
    text = f"{total} error{'s' * (total != 1)} in {len(reports)} "
    text += f"targets · {seconds:.1f} s" if ran else f"file{'s' * (len(reports) != 1)}; read, not run"
    console.print(Text(text, style="red" if total else "green"))


_PLAIN = {
    "·": ".", "─": "-", "✓": "+", "✗": "x", "–": "-", "│": "|", "╰": "`", "…": "~",
}  # fmt: skip
SIGNS = "".join(_PLAIN)


def _ascii(text: str) -> str:
    for wide, plain in _PLAIN.items():
        text = text.replace(wide, plain)
    # A sign of no width took no room where the lines were broken.
    return "".join(sign if sign.isascii() else "?" * bool(cell_len(sign)) for sign in text)
