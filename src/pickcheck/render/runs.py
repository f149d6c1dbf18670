"""A run for people who asked for more: how it ended, what crossed where, which processes there were."""

from __future__ import annotations

from rich.text import Text

from ..model import Crossing, Run
from .blocks import Style
from .matrix import shortened, size
from .phrases import CALM, at, label, python_name


def run_block(run: Run, style: Style) -> Text:
    """The block of one run, without a line break at its end."""
    text = Text()
    head = f"{label(run)} · {python_name(run.python)} · {run.outcome.value} · {run.seconds:.2f} s"
    text.append(shortened(head, style.width), style="bold green" if run.outcome in CALM else "bold red")
    lines = [run.reason, *map(_crossing, run.crossings)]
    lines += [f"{child.name}: {_ending(child.exit_status)}" for child in run.processes]
    for line in lines:
        text.append(f"\n   {shortened(line, style.width - 3)}")
    return text


def _crossing(crossing: Crossing) -> str:
    times = f"{crossing.count:,} x, " if crossing.count != 1 else ""
    weight = f"{size(crossing.bytes)}, {crossing.seconds * 1000:.1f} ms" if crossing.bytes else "nothing pickled"
    source = f"  {crossing.place.source}" if crossing.place.source else ""
    return f"{at(crossing.place)}  {crossing.channel} {crossing.direction}: {times}{weight}{source}"


def _ending(status: int | None) -> str:
    if status is None:
        return "nobody learnt how it ended"
    return f"killed by signal {-status}" if status < 0 else f"ended with status {status}"
