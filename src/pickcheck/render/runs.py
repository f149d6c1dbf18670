"""A run for people who asked for more: how it ended, what crossed where, which processes there were."""

from __future__ import annotations

import textwrap

from rich.text import Text

from ..model import Crossing, Run, Timeline
from .blocks import Style
from .matrix import shortened, size
from .phrases import CALM, at, label, python_name
from .stories import TELLING, Story, story


def run_block(run: Run, timeline: Timeline | None, target: str, style: Style) -> Text:
    """The block of one run, with its timeline where that is known, without a line break at its end."""
    text = Text()
    head = f"{label(run)} · {python_name(run.python)} · {run.outcome.value} · {run.seconds:.2f} s"
    text.append(shortened(head, style.width), style="bold green" if run.outcome in CALM else "bold red")
    lines = [*textwrap.wrap(run.reason, style.width - 3), *map(_crossing, run.crossings)]
    lines += [f"{child.name}: {_ending(child.exit_status)}" for child in run.processes]
    for line in lines:
        text.append(f"\n   {shortened(line, style.width - 3)}")
    if timeline is not None:
        _timeline(text, story(timeline, target), style.width)
    return text


def _timeline(text: Text, told: Story, width: int) -> None:
    """A line a moment: when, which process, what, where."""
    room = min(max((len(row.process) for row in told.rows), default=0), 20)
    for row in told.rows:
        when = f"{row.at:8.2f} s" if row.kind != "pause" else " " * 10
        what = f"{row.text}{f'  {row.where}' if row.where else ''}"
        line = shortened(f"{when}  {shortened(row.process, room):{room}}  {what}", width)
        text.append(f"\n{line}", style="red" if row.kind in TELLING else "dim" if row.kind == "pause" else None)
    if told.left_out:
        text.append(f"\n{'':12}{told.left_out} moments more", style="dim")


def _crossing(crossing: Crossing) -> str:
    times = f"{crossing.count:,} x, " if crossing.count != 1 else ""
    weight = f"{size(crossing.bytes)}, {crossing.seconds * 1000:.1f} ms" if crossing.bytes else "nothing pickled"
    source = f"  {crossing.place.source}" if crossing.place.source else ""
    return f"{at(crossing.place)}  {crossing.channel} {crossing.direction}: {times}{weight}{source}"


def _ending(status: int | None) -> str:
    if status is None:
        return "nobody learnt how it ended"
    return f"killed by signal {-status}" if status < 0 else f"ended with status {status}"
