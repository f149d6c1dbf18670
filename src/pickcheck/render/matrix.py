"""The first screen: what crosses where, under every start method."""

from __future__ import annotations

from rich.text import Text

from ..model import Outcome, Place, Report, Run, Severity
from .phrases import command_line, label, python_name, pythons

_STYLES = {"ok": "green", "unsupported": "dim", "error": "yellow", "inconclusive": "yellow"}
COLUMN = 12
ROWS = 30


def column_of(count: int, width: int) -> int:
    """How wide the columns of so many runs are: narrower on a narrow screen, which leaves 24 characters to the source."""
    return max(6, min(COLUMN, (width - 24) // count)) if count else COLUMN


def shortened(text: str, room: int) -> str:
    """The text, cut where it is longer than its room."""
    return text if len(text) <= room else f"{text[: max(room - 1, 0)]}…"


def matrices(report: Report, width: int) -> list[Text]:
    """For each interpreter: a heading, the outcomes, then a line for every place where something crosses or fails to."""
    return [_matrix(report, indices, width) for indices in (pythons(report).values() or [[]])]


def _matrix(report: Report, indices: list[int], width: int) -> Text:
    runs = [report.runs[index] for index in indices]
    rows, marks = rows_of(report, indices), marks_of(report)
    longest = [
        max((len(_numbers(found)) + 2 for (of, _), found in marks.items() if of == i), default=0) for i in indices
    ]
    columns = _columns(runs, longest, width)
    left = max(10, width - sum(columns))
    name = command_line(report)
    text = Text(f"{name} · {python_name(runs[0].python)}" if runs else name, style="bold")
    text.append(
        "\n"
        + " " * left
        + "".join(f"{shortened(label(run), room - 1):>{room}}" for run, room in zip(runs, columns, strict=True)),
        style="bold",
    )
    text.append("\n" + " " * left)
    for run, column in zip(runs, columns, strict=True):
        text.append(
            f"{shortened(run.outcome.value, column - 1):>{column}}", style=_STYLES.get(run.outcome.value, "bold red")
        )
    for key in rows[:ROWS]:
        text.append("\n")
        _row(text, key, report, dict(zip(indices, columns, strict=True)), left, marks)
    if len(rows) > ROWS:
        text.append(f"\n  and {len(rows) - ROWS} places more", style="dim")
    return text


def _columns(runs: list[Run], longest: list[int], width: int) -> list[int]:
    """How wide each run's column is: as its name, outcome and ``longest`` cell, or narrower where the screen is."""
    wanted = [
        max(len(label(run)), len(run.outcome.value), 5, most) + 2 for run, most in zip(runs, longest, strict=True)
    ]
    return wanted if sum(wanted) <= width - 24 else [column_of(len(runs), width)] * len(runs)


def legend(report: Report) -> str | None:
    """What the signs mean that stand in the matrix; None where there are none."""
    marks = marks_of(report)
    shown = {
        _cell(report.runs[index], key, marks.get((index, key), []), report)[0][:1]
        for indices in pythons(report).values()
        for key in rows_of(report, indices)[:ROWS]
        for index in indices
    }
    told = ", ".join(words for sign, words in _LEGEND.items() if sign in shown)
    return f"{told}: the finding's number" if shown & {"✗", "!"} else told or None


_LEGEND = {"✓": "✓ crosses", "·": "· inherited", "–": "– not reached", "✗": "✗ fails", "!": "! noted"}


def footnote(report: Report) -> str | None:
    """What the star at a start method means, and what is not imitated; None where there is no star."""
    if not any(run.emulated for run in report.runs):
        return None
    return "* emulated, not run there. Not emulated: handles, Ctrl-C, C long, code pages but cp1252 (docs/windows.md)"


# A row: a place of the user's, and the channel.
Key = tuple[Place, str]


def rows_of(report: Report, indices: list[int]) -> list[Key]:
    """Every place with a crossing or a finding, and its channel, in the order of the source."""
    keys = [(crossing.place, crossing.channel) for i in indices for crossing in report.runs[i].crossings]
    mine = [finding for finding in report.findings if set(finding.runs) & set(indices)]
    keys += [(finding.place, finding.channel) for finding in mine if finding.place is not None and finding.channel]
    return sorted(dict.fromkeys(keys), key=lambda key: (key[0].path, key[0].line or 0, key[1]))


def _row(
    text: Text, key: Key, report: Report, columns: dict[int, int], left: int,
    marks: dict[tuple[int, Key], list[int]],
) -> None:  # fmt: skip
    place, channel = key
    file = "" if place.path == report.target.file else f"{place.path}:"
    where = f"{file}{place.line}"
    what = place.source or channel
    amount = amount_of(key, [report.runs[index] for index in columns])
    head = f"{where:>5}  "
    if left - len(head) - len(amount) < 12:
        amount = ""
    room = max(left - len(head) - len(amount) - 1, 1)
    text.append(f"{shortened(f'{head}{shortened(what, room):{room}}', left - len(amount) - 1)} ")
    text.append(amount, style="dim")
    for index, column in columns.items():
        cell, style = _cell(report.runs[index], key, marks.get((index, key), []), report)
        text.append(f"{shortened(cell, column - 1):>{column}}", style=style)


def amount_of(key: Key, runs: list[Run]) -> str:
    best = (0, 0)
    for run in runs:
        mine = [crossing for crossing in run.crossings if (crossing.place, crossing.channel) == key]
        best = max(best, (sum(c.count for c in mine), sum(c.bytes for c in mine)))
    count, weight = best
    parts = ([f"{count:,} x"] if count > 1 else []) + ([size(weight)] if weight else [])
    return ", ".join(parts)


def size(weight: float) -> str:
    """Bytes as people read them."""
    for unit in ("B", "kB", "MB"):
        if weight < 1000:
            return f"{weight:.0f} {unit}"
        weight //= 1000
    return f"{weight:.0f} GB"


def _numbers(numbers: list[int]) -> str:
    """The findings' numbers, as the blocks below bear them."""
    return ",".join(map(str, numbers[:3])) + (",…" if len(numbers) > 3 else "")


def marks_of(report: Report) -> dict[tuple[int, Key], list[int]]:
    """For a run's index and a row: the numbers, from 1, of the findings there."""
    marks: dict[tuple[int, Key], list[int]] = {}
    for number, finding in enumerate(report.findings, 1):
        if finding.place is not None and finding.channel is not None:
            for index in finding.runs:
                marks.setdefault((index, (finding.place, finding.channel)), []).append(number)
    return marks


def _cell(run: Run, key: Key, numbers: list[int], report: Report) -> tuple[str, str]:
    errors = [number for number in numbers if report.findings[number - 1].severity is Severity.ERROR]
    if errors:
        return f"✗ {_numbers(errors)}", "bold red"
    if numbers:
        return f"! {_numbers(numbers)}", "yellow"
    mine = [crossing for crossing in run.crossings if (crossing.place, crossing.channel) == key]
    if not mine:
        return ("", "dim") if run.outcome is Outcome.UNSUPPORTED else ("–", "dim")
    return ("✓", "green") if any(crossing.bytes for crossing in mine) else ("·", "dim")
