"""A finding for people: what, where in the source, the way to it, why, and what mends it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from rich.text import Text

from ..model import Finding, Leaf, Place, Report, Severity, Step
from .phrases import remarks, short_type, shown_in

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
STEPS = 12
VERBOSE_STEPS = 60  # a nest too deep for pickle has thousands
ALSO = 4


@dataclass(frozen=True)
class Style:
    """How to show: the columns there are, whether to show all, and the URI that links to sources start from."""

    width: int
    verbose: bool = False
    links: str | None = None

    def link(self, place: Place) -> str:
        """A style for rich that links to the place's file; plain where no links are wanted."""
        if self.links is None or re.match(r"[A-Za-z]:", place.path):
            return "bold"
        path = quote(place.path)
        return f"bold link {f'file://{path}' if path.startswith('/') else f'{self.links}/{path}'}"


def finding_block(number: int, report: Report, style: Style, others: Sequence[int] = ()) -> Text:
    """The block of the finding of this number, without a line break at its end; others: those that are like it."""
    text, width = Text(), style.width
    finding = report.findings[number - 1]
    text.append(f"{number}  {finding.code} {finding.rule}", style=_STYLES[finding.severity])
    kind = "" if finding.severity is Severity.ERROR else f" · {finding.severity.value}"
    text.append(f" · {shown_in(finding, report)}{kind}\n", style="dim")
    _paragraph(text, finding.message, width)
    _remarks(text, finding, width)
    if others:
        _paragraph(text, _likewise(others, report), width, style="dim")
    _source(text, finding, style, report.target.file)
    text.append("\n")
    _paragraph(text, f"mend: {finding.advice}", width, style="green")
    return text


def _paragraph(text: Text, words: str, width: int, style: str | None = None) -> None:
    lines = textwrap.wrap(words, width - 3, break_long_words=False, break_on_hyphens=False) or [""]
    for line in lines:
        text.append(f"\n   {line}" if text.plain and not text.plain.endswith("\n") else f"   {line}", style=style)


def _remarks(text: Text, finding: Finding, width: int) -> None:
    for remark in remarks(finding):
        _paragraph(text, remark, width, style="yellow" if remark.startswith("silent") else "dim")
    if finding.leaf is not None and finding.leaf.also_at:
        more = finding.leaf.also_at
        shown = ", ".join(more[:ALSO]) + (f" and {len(more) - ALSO} more" if len(more) > ALSO else "")
        _paragraph(text, f"also at {shown}", width, style="dim")


def _likewise(numbers: Sequence[int], report: Report) -> str:
    """As ``likewise 2 to 20: args[0][1], args[0][2] and 17 more``."""
    paths = [leaf.path for number in numbers if (leaf := report.findings[number - 1].leaf) is not None]
    following = numbers[-1] - numbers[0] == len(numbers) - 1
    named = f"{numbers[0]} to {numbers[-1]}" if following and len(numbers) > 1 else ", ".join(map(str, numbers[:ALSO]))
    more = f" and {len(paths) - ALSO} more" if len(paths) > ALSO else ""
    return f"likewise {named}: {', '.join(paths[:ALSO])}{more}"


def _source(text: Text, finding: Finding, style: Style, target: str) -> None:
    defined = finding.leaf.defined_at if finding.leaf else None
    if finding.place is None and defined is None:
        return
    text.append("\n")
    numbers = [str(place.line) for place in (finding.place, defined) if place is not None]
    gutter = max(6, *(len(number) + 3 for number in numbers))
    if finding.place is not None:
        _line(text, finding.place, gutter, style, target)
    if finding.leaf is not None:
        _walk(text, finding.leaf, gutter, style)
    if defined is not None and defined != finding.place:
        _line(text, defined, gutter, style, finding.place.path if finding.place is not None else "")


def _line(text: Text, place: Place, gutter: int, style: Style, shown: str) -> None:
    where = place.path + (f", in {place.function}" if place.function and place.function[:1] != "<" else "")
    line = f"\n{place.line or '?':>{gutter}} │ {place.source or where}"
    text.append(_cut(line, style.width + 1), style=style.link(place))
    if place.source and where != shown:
        text.append(_cut(f"\n{'':{gutter}} │ {where}", style.width + 1), style="dim")


def _walk(text: Text, leaf: Leaf, gutter: int, style: Style) -> None:
    """The path as a walk: a line a step, each with the type that it leads to."""
    steps = list(leaf.steps)
    width = style.width
    most = VERBOSE_STEPS if style.verbose else STEPS
    if len(steps) > most:
        steps = [*steps[: most // 2], Step("…", f"{len(steps) - most} steps"), *steps[-most // 2 :]]
    room = max((len(step.step) for step in steps), default=0)
    for index, step in enumerate(steps):
        bullet = "╰" if index == 0 else " "
        last = index == len(steps) - 1
        kind = leaf.repr if last else short_type(step.type)
        line = f"\n{'':{gutter}} {bullet} {step.step:{min(room, width // 2)}}  {kind}"
        text.append(_cut(line, width + 1), style="red" if last else None)


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1]}…"
