"""A finding for people: what, where in the source, the way to it, why, and what mends it."""

from __future__ import annotations

import textwrap

from rich.text import Text

from ..model import Finding, Leaf, Place, Report, Severity, Step

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
STEPS = 12
ALSO = 4


def finding_block(number: int, finding: Finding, report: Report, width: int) -> Text:
    """The block of one finding, without a line break at its end."""
    text = Text()
    text.append(f"{number}  {finding.code} {finding.rule}", style=_STYLES[finding.severity])
    kind = "" if finding.severity is Severity.ERROR else f" · {finding.severity.value}"
    text.append(f" · {', '.join(_where(finding, report))}{kind}\n", style="dim")
    _paragraph(text, finding.message, width)
    _remarks(text, finding, width)
    _source(text, finding, width, report.target.file)
    text.append("\n")
    _paragraph(text, f"mend: {finding.advice}", width, style="green")
    return text


def _where(finding: Finding, report: Report) -> list[str]:
    """The start methods that show it, with the interpreter where it does not show on every one."""
    shown = [report.runs[index] for index in finding.runs]
    names: list[str] = []
    for method in dict.fromkeys(run.method for run in shown):
        mine = [run for run in shown if run.method == method]
        every = len(mine) == sum(run.method == method for run in report.runs)
        names += [method] if every else [f"{method} {run.python.version}" for run in mine]
    return names


def _paragraph(text: Text, words: str, width: int, style: str | None = None) -> None:
    lines = textwrap.wrap(words, width - 3, break_long_words=False, break_on_hyphens=False) or [""]
    for line in lines:
        text.append(f"\n   {line}" if text.plain and not text.plain.endswith("\n") else f"   {line}", style=style)


def _remarks(text: Text, finding: Finding, width: int) -> None:
    if finding.related.get("silent"):
        _paragraph(text, f"silent: {finding.related['silent']}", width, style="yellow")
    if finding.related.get("handled"):
        _paragraph(text, "the script caught the error and went on", width, style="dim")
    if finding.leaf is not None and finding.leaf.also_at:
        more = finding.leaf.also_at
        shown = ", ".join(more[:ALSO]) + (f" and {len(more) - ALSO} more" if len(more) > ALSO else "")
        _paragraph(text, f"also at {shown}", width, style="dim")


def _source(text: Text, finding: Finding, width: int, target: str) -> None:
    defined = finding.leaf.defined_at if finding.leaf else None
    if finding.place is None and defined is None:
        return
    text.append("\n")
    numbers = [str(place.line) for place in (finding.place, defined) if place is not None]
    gutter = max(6, *(len(number) + 3 for number in numbers))
    if finding.place is not None:
        _line(text, finding.place, gutter, width, target)
    if finding.leaf is not None:
        _walk(text, finding.leaf, gutter, width)
    if defined is not None and defined != finding.place:
        _line(text, defined, gutter, width, finding.place.path if finding.place is not None else "")


def _line(text: Text, place: Place, gutter: int, width: int, shown: str) -> None:
    where = place.path + (f", in {place.function}" if place.function and place.function[:1] != "<" else "")
    source = place.source or ""
    line = f"\n{place.line or '?':>{gutter}} │ {source}"
    text.append(_cut(line, width + 1), style="bold")
    if where != shown:
        text.append(_cut(f"\n{'':{gutter}} │ {where}", width + 1), style="dim")


def _walk(text: Text, leaf: Leaf, gutter: int, width: int) -> None:
    """The path as a walk: a line a step, each with the type that it leads to."""
    steps = list(leaf.steps)
    if len(steps) > STEPS:
        steps = [*steps[: STEPS // 2], Step("…", f"{len(steps) - STEPS} steps"), *steps[-STEPS // 2 :]]
    room = max((len(step.step) for step in steps), default=0)
    for index, step in enumerate(steps):
        bullet = "╰" if index == 0 else " "
        last = index == len(steps) - 1
        kind = leaf.repr if last else step.type.removeprefix("builtins.").removeprefix("__main__.")
        line = f"\n{'':{gutter}} {bullet} {step.step:{min(room, width // 2)}}  {kind}"
        text.append(_cut(line, width + 1), style="red" if last else None)


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1]}…"
