"""Markdown, for a job's summary or a comment: the outcomes as a table, and each finding with its mend."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Finding, Outcome, Report, Severity
from .clean import cut, printable
from .phrases import (
    at,
    command_line,
    label,
    nothing_in,
    python_name,
    pythons,
    remarks,
    shown_in,
    summary,
    told_apart,
    unexplained,
)

# A job's summary may have 1 MiB.
_FINDINGS = 100
_SIGNS = {Outcome.OK: "✅", Outcome.UNSUPPORTED: "➖", Outcome.ERROR: "⚠️", Outcome.INCONCLUSIVE: "⚠️"}
_SEVERITIES = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTE: "💡"}


def render(reports: Sequence[Report]) -> str:
    """The reports as GitHub's Markdown; nothing of what they hold is read as markup."""
    told, quiet = told_apart(reports)
    parts = [_report(printable(report)) for report in told]
    return "\n".join([*parts, f"{nothing_in(quiet)}.\n"] if quiet else parts) or "\n"


def _report(report: Report) -> str:
    parts = [f"## pickcheck: {code(command_line(report))}", "", *_outcomes(report), ""]
    for index in unexplained(report):
        run = report.runs[index]
        parts += [f"{escaped(label(run))}: {escaped(run.reason)}", ""]
    for number, finding in enumerate(report.findings[:_FINDINGS], 1):
        parts += [*_finding(number, finding, report), ""]
    if len(report.findings) > _FINDINGS:
        parts += [f"… and {len(report.findings) - _FINDINGS} findings more.", ""]
    if any(run.emulated for run in report.runs):
        parts += ["\\* emulated", ""]
    return "\n".join([*parts, f"{summary(report)}."]) + "\n"


def _outcomes(report: Report) -> list[str]:
    groups = pythons(report)
    columns = list(dict.fromkeys(label(run) for run in report.runs))
    lines = [f"| | {' | '.join(escaped(name) for name in columns)} |", f"| --- |{' --- |' * len(columns)}"]
    for python, indices in groups.items():
        by_label = {label(report.runs[index]): report.runs[index].outcome for index in indices}
        cells = [_cell(by_label.get(name)) for name in columns]
        lines.append(f"| {escaped(python_name(python))} | {' | '.join(cells)} |")
    return lines if groups else []


def _cell(outcome: Outcome | None) -> str:
    return "" if outcome is None else f"{_SIGNS.get(outcome, '❌')} {outcome.value}"


def _finding(number: int, finding: Finding, report: Report) -> list[str]:
    sign = _SEVERITIES[finding.severity]
    methods = escaped(shown_in(finding, report))
    parts = [f"### {sign} {number}. {escaped(finding.code)} {escaped(finding.rule)} ({methods})", ""]
    parts += [escaped(finding.message), *(f"\n{escaped(text)}" for text in remarks(finding)), ""]
    if finding.place is not None:
        source = f": {code(finding.place.source)}" if finding.place.source else ""
        parts.append(f"- sent at {code(at(finding.place))}{source}")
    leaf = finding.leaf
    if leaf is not None:
        steps = " → ".join(f"{code(cut(s.step, 80))} {escaped(cut(s.type, 80))}" for s in leaf.steps[:12])
        parts += [f"- the way: {steps}{' → …' if len(leaf.steps) > 12 else ''}"] if steps else []
        parts += [f"- defined at {code(at(leaf.defined_at))}"] if leaf.defined_at else []
    return [*parts, f"- **mend**: {escaped(finding.advice)}"]


def escaped(text: str) -> str:
    """Text that Markdown and HTML show as it stands."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]()#+!|~@-])", r"\\\1", text)


def code(text: str) -> str:
    """Text as a code span, whatever backticks it holds; safe in a table too."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if text[:1] in ("`", " ", "") or text[-1:] in ("`", " ") else ""
    return f"{fence}{space}{text}{space}{fence}".replace("|", "\\|")
