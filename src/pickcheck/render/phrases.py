"""What several renderers say in the same words."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ..model import Finding, Outcome, Place, Python, Report, Run, Severity

CALM = (Outcome.OK, Outcome.UNSUPPORTED)


def shown_in(finding: Finding, report: Report) -> str:
    """The start methods that show it, with the interpreters where it does not show on every one.

    As ``spawn, windows``, or ``windows; fork, spawn on 3.13.0 and 3.14.8``.
    """
    if not finding.runs:
        return ", ".join(methods_of(finding, report))
    where: dict[str, list[str]] = {}
    for run in (report.runs[index] for index in finding.runs):
        where.setdefault(run.method, []).append(run.python.version)
    alike: dict[tuple[str, ...], list[str]] = {}
    for method, versions in where.items():
        every = len(versions) == sum(run.method == method for run in report.runs)
        alike.setdefault(() if every else tuple(versions), []).append(method)
    groups = sorted(alike.items(), key=lambda group: bool(group[0]))
    return "; ".join(", ".join(methods) + (f" on {' and '.join(on)}" if on else "") for on, methods in groups)


def methods_of(finding: Finding, report: Report) -> list[str]:
    """The start methods that show it on some interpreter; those that would, where the source was read and nothing run."""
    if not finding.runs:
        return list(map(str, finding.related.get("methods", ())))
    return list(dict.fromkeys(report.runs[index].method for index in finding.runs))


def python_name(python: Python) -> str:
    """As ``CPython 3.11.7 on Linux``."""
    name = {"cpython": "CPython", "pypy": "PyPy"}.get(python.implementation, python.implementation)
    system = {"linux": "Linux", "win32": "Windows", "darwin": "macOS"}.get(python.platform, python.platform)
    return f"{name} {python.version} on {system}"


def label(run: Run) -> str:
    """A run's column heading: its start method, with a star where that is emulated."""
    return f"{run.method}{'*' if run.emulated else ''}"


def command_line(report: Report) -> str:
    """The target as it was called."""
    return " ".join([report.target.name, *report.target.args])


def short_type(name: str) -> str:
    """A type's full name as people call it: ``list``, ``Config``, ``queue.Queue``."""
    return name.removeprefix("builtins.").removeprefix("__main__.").removeprefix("__mp_main__.")


def folder_of(reports: Sequence[Report]) -> str:
    """The folder that all the targets are in; empty when there is none."""
    try:
        folders = [os.path.dirname(report.target.path or "") for report in reports]
        return os.path.commonpath(folders).replace(os.sep, "/")
    except ValueError:  # some relative, some not; or on several drives
        return ""


def named_in(report: Report, folder: str) -> str:
    """The target's name within a folder."""
    return report.target.name.removeprefix(f"{folder}/") if folder else report.target.name


def at(place: Place) -> str:
    """As ``app.py:17``."""
    return place.path if place.line is None else f"{place.path}:{place.line}"


def pythons(report: Report) -> dict[Python, list[int]]:
    """The interpreters of the report, each with the indices of its runs."""
    groups: dict[Python, list[int]] = {}
    for index, run in enumerate(report.runs):
        groups.setdefault(run.python, []).append(index)
    return groups


def unexplained(report: Report) -> list[int]:
    """The runs whose outcome no finding of severity error explains, or that were not watched in full."""
    explained = {run for finding in report.findings for run in finding.runs if finding.severity is Severity.ERROR}
    return [
        index
        for index, run in enumerate(report.runs)
        if (index not in explained and run.outcome not in CALM) or "not watched:" in run.reason
    ]


def summary(report: Report) -> str:
    """As ``1 error, 2 warnings in 3 runs``."""
    counts = {severity: sum(f.severity is severity for f in report.findings) for severity in Severity}
    parts = [f"{count} {severity.value}{'s' * (count > 1)}" for severity, count in counts.items() if count]
    if not report.runs:
        return f"{', '.join(parts) or 'nothing found'}; read, not run"
    return f"{', '.join(parts) or 'nothing found'} in {len(report.runs)} run{'s' * (len(report.runs) != 1)}"


def remarks(finding: Finding) -> list[str]:
    """What else is to be said of a finding, a sentence each."""
    said = []
    if finding.related.get("silent"):
        said.append(f"silent: {finding.related['silent']}")
    if finding.related.get("handled"):
        said.append("the script caught the error and went on")
    return said


def told_apart(reports: Sequence[Report]) -> tuple[list[Report], int]:
    """The reports to tell of one by one, and how many files were only read, with nothing found, beside others."""
    told = [report for report in reports if report.runs or report.findings or len(reports) == 1]
    return told, len(reports) - len(told)


def nothing_in(files: int) -> str:
    """What is said of the files in which nothing was found."""
    return f"nothing found in {files} file{'s' * (files != 1)}; read, not run"
