"""The first screen: what crosses where, under every start method."""

from __future__ import annotations

from rich.text import Text

from ..model import Finding, Outcome, Place, Report, Run, Severity

_STYLES = {"ok": "green", "unsupported": "dim", "error": "yellow", "inconclusive": "yellow"}
COLUMN = 12
ROWS = 30


def matrix(report: Report, width: int) -> Text:
    """A heading line, a line of outcomes, then a line for every place where something crosses or fails to."""
    runs = report.runs
    left = max(28, width - COLUMN * len(runs))
    text = Text(_heading(report), style="bold")
    several = several_pythons(report)
    text.append("\n" + " " * left + "".join(f"{label(run, several):>{COLUMN}}" for run in runs), style="bold")
    text.append("\n" + " " * left)
    for run in runs:
        text.append(f"{run.outcome.value:>{COLUMN}}", style=_STYLES.get(run.outcome.value, "bold red"))
    rows = _rows(report)
    for key in rows[:ROWS]:
        text.append("\n")
        _row(text, key, report, left)
    if len(rows) > ROWS:
        text.append(f"\n  and {len(rows) - ROWS} places more", style="dim")
    return text


def _heading(report: Report) -> str:
    pythons = dict.fromkeys(_python(run) for run in report.runs)
    name = " ".join([report.target.name, *report.target.args])
    return f"{name} · {', '.join(pythons)}" if pythons else name


def _python(run: Run) -> str:
    name = {"cpython": "CPython", "pypy": "PyPy"}.get(run.python.implementation, run.python.implementation)
    system = {"linux": "Linux", "win32": "Windows", "darwin": "macOS"}.get(run.python.platform, run.python.platform)
    return f"{name} {run.python.version} on {system}"


def several_pythons(report: Report) -> bool:
    """Whether the report's runs are on more than one interpreter."""
    return len({run.python for run in report.runs}) > 1


def label(run: Run, several: bool) -> str:
    """A run's column heading: its start method, with the interpreter's version where there are several."""
    star = "*" if run.emulated else ""
    minor = ".".join(run.python.version.split(".")[:2])
    short = {"forkserver": "forksrv"}.get(run.method, run.method)
    return f"{short}{star} {minor}" if several else f"{run.method}{star}"


Key = tuple[Place, str]


def _rows(report: Report) -> list[Key]:
    """Every place with a crossing or a finding, and its channel, in the order of the source."""
    keys = [(crossing.place, crossing.channel) for run in report.runs for crossing in run.crossings]
    keys += [(f.place, f.channel) for f in report.findings if f.place is not None and f.channel is not None]
    return sorted(dict.fromkeys(keys), key=lambda key: (key[0].path, key[0].line or 0, key[1]))


def _row(text: Text, key: Key, report: Report, left: int) -> None:
    place, channel = key
    file = "" if report.target.path and place.path == report.target.path else f"{place.path}:"
    where = f"{file}{place.line}"
    what = place.source or channel
    amount = _amount(key, report)
    head = f"{where:>5}  "
    room = max(left - len(head) - len(amount) - 1, 8)
    shown = what if len(what) <= room else what[: room - 1] + "…"
    text.append(f"{head}{shown:{room}} ")
    text.append(amount, style="dim")
    for index, run in enumerate(report.runs):
        cell, style = _cell(index, run, key, report.findings)
        text.append(f"{cell:>{COLUMN}}", style=style)


def _amount(key: Key, report: Report) -> str:
    best = (0, 0)
    for run in report.runs:
        mine = [crossing for crossing in run.crossings if (crossing.place, crossing.channel) == key]
        best = max(best, (sum(c.count for c in mine), sum(c.bytes for c in mine)))
    count, size = best
    parts = ([f"{count:,} x"] if count > 1 else []) + ([_size(size)] if size else [])
    return ", ".join(parts)


def _size(size: int) -> str:
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size //= 1000
    return f"{size} GB"


def _numbers(numbers: list[int]) -> str:
    """The findings' numbers, as the blocks below bear them."""
    return ",".join(map(str, numbers[:3])) + (",…" if len(numbers) > 3 else "")


def _cell(index: int, run: Run, key: Key, findings: tuple[Finding, ...]) -> tuple[str, str]:
    bad = {n: f for n, f in enumerate(findings, 1) if index in f.runs and (f.place, f.channel) == key}
    errors = [number for number, finding in bad.items() if finding.severity is Severity.ERROR]
    if errors:
        return f"✗ {_numbers(errors)}", "bold red"
    if bad:
        return f"! {_numbers(list(bad))}", "yellow"
    mine = [crossing for crossing in run.crossings if (crossing.place, crossing.channel) == key]
    if not mine:
        return ("", "dim") if run.outcome is Outcome.UNSUPPORTED else ("–", "dim")
    return ("✓", "green") if any(crossing.bytes for crossing in mine) else ("·", "dim")
