"""The first screen: what crosses where, under every start method."""

from __future__ import annotations

from rich.text import Text

from ..model import Finding, Outcome, Place, Python, Report, Run, Severity

_STYLES = {"ok": "green", "unsupported": "dim", "error": "yellow", "inconclusive": "yellow"}
COLUMN = 12
ROWS = 30


def matrices(report: Report, width: int) -> list[Text]:
    """For each interpreter: a heading, the outcomes, then a line for every place where something crosses or fails to."""
    groups: dict[Python | None, list[int]] = {}
    for index, run in enumerate(report.runs):
        groups.setdefault(run.python, []).append(index)
    return [_matrix(report, indices, width) for indices in (groups or {None: []}).values()]


def _matrix(report: Report, indices: list[int], width: int) -> Text:
    runs = [report.runs[index] for index in indices]
    left = max(24, width - COLUMN * len(runs))
    name = " ".join([report.target.name, *report.target.args])
    text = Text(f"{name} · {_python(runs[0])}" if runs else name, style="bold")
    text.append("\n" + " " * left + "".join(f"{label(run):>{COLUMN}}" for run in runs), style="bold")
    text.append("\n" + " " * left)
    for run in runs:
        text.append(f"{run.outcome.value:>{COLUMN}}", style=_STYLES.get(run.outcome.value, "bold red"))
    rows = _rows(report, indices)
    for key in rows[:ROWS]:
        text.append("\n")
        _row(text, key, report, indices, left)
    if len(rows) > ROWS:
        text.append(f"\n  and {len(rows) - ROWS} places more", style="dim")
    return text


def _python(run: Run) -> str:
    name = {"cpython": "CPython", "pypy": "PyPy"}.get(run.python.implementation, run.python.implementation)
    system = {"linux": "Linux", "win32": "Windows", "darwin": "macOS"}.get(run.python.platform, run.python.platform)
    return f"{name} {run.python.version} on {system}"


def label(run: Run) -> str:
    """A run's column heading: its start method, with a star where that is emulated."""
    return f"{run.method}{'*' if run.emulated else ''}"


def footnote(report: Report) -> str | None:
    """What the star at a start method means, and what is not imitated; None where there is no star."""
    if not any(run.emulated for run in report.runs):
        return None
    return "* emulated, not run there. Not emulated: handles, Ctrl-C, C long, code pages but cp1252 (docs/windows.md)"


Key = tuple[Place, str]


def _rows(report: Report, indices: list[int]) -> list[Key]:
    """Every place with a crossing or a finding, and its channel, in the order of the source."""
    keys = [(crossing.place, crossing.channel) for i in indices for crossing in report.runs[i].crossings]
    mine = [finding for finding in report.findings if set(finding.runs) & set(indices)]
    keys += [(finding.place, finding.channel) for finding in mine if finding.place is not None and finding.channel]
    return sorted(dict.fromkeys(keys), key=lambda key: (key[0].path, key[0].line or 0, key[1]))


def _row(text: Text, key: Key, report: Report, indices: list[int], left: int) -> None:
    place, channel = key
    file = "" if place.path == report.target.file else f"{place.path}:"
    where = f"{file}{place.line}"
    what = place.source or channel
    amount = _amount(key, [report.runs[index] for index in indices])
    head = f"{where:>5}  "
    room = max(left - len(head) - len(amount) - 1, 8)
    shown = what if len(what) <= room else what[: room - 1] + "…"
    text.append(f"{head}{shown:{room}} ")
    text.append(amount, style="dim")
    for index in indices:
        cell, style = _cell(index, report.runs[index], key, report.findings)
        text.append(f"{cell:>{COLUMN}}", style=style)


def _amount(key: Key, runs: list[Run]) -> str:
    best = (0, 0)
    for run in runs:
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
