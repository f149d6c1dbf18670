"""GitHub's workflow commands: an annotation for each finding, at its line. (The job's summary is ``markdown``.)"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Finding, Report, Severity
from .clean import printable
from .phrases import command_line, nothing_in, remarks, shown_in, summary, told_apart, unexplained

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(reports: Sequence[Report]) -> str:
    """A line for each finding and each run that no finding explains, and one for each report as a whole."""
    told, quiet = told_apart(reports)
    lines = [line for report in map(printable, told) for line in _lines(report)]
    lines += [_command("notice", {"title": "pickcheck"}, nothing_in(quiet))] if quiet else []
    return "".join(f"{line}\n" for line in lines) or "\n"


def _lines(report: Report) -> list[str]:
    lines = [_annotation(finding, report) for finding in report.findings]
    for index in unexplained(report):
        run = report.runs[index]
        lines.append(_command("warning", {"title": f"{report.target.name}, {run.method}"}, run.reason))
    return [*lines, _command("notice", {"title": "pickcheck"}, f"{command_line(report)}: {summary(report)}")]


def _annotation(finding: Finding, report: Report) -> str:
    place = finding.place
    where = {"file": place.path, "line": str(place.line or 1)} if place else {}
    title = f"{finding.code} {finding.rule} ({shown_in(finding, report)})"
    text = "\n".join([finding.message, *remarks(finding), f"mend: {finding.advice}"])
    return _command(_COMMANDS[finding.severity], {**where, "title": title}, text)


def _command(name: str, properties: dict[str, str], text: str) -> str:
    """As actions/toolkit writes it: what would end a property or the line is written as %XX."""
    written = ",".join(
        f"{key}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for key, value in properties.items()
    )
    return f"::{name} {written}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
