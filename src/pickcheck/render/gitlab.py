"""GitLab's code quality report: a list of issues, each with a fingerprint, for the merge request's widget."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..fingerprints import fingerprints
from ..model import Finding, Report, Severity
from .clean import printable
from .phrases import shown_in

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(reports: Sequence[Report]) -> str:
    """The findings of all reports as one list."""
    issues = [
        _issue(printable(finding), print_, report)
        for report in reports
        for finding, print_ in zip(report.findings, fingerprints(report), strict=True)
    ]
    return json.dumps(issues, indent=1) + "\n"


def _issue(finding: Finding, print_: str, report: Report) -> dict[str, Any]:
    place = finding.place
    methods = shown_in(finding, report)
    return {
        "description": f"{finding.code} {finding.rule}: {finding.message} ({methods}). Mend: {finding.advice}",
        "check_name": f"pickcheck/{finding.rule}",
        "fingerprint": print_,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": place.path if place else printable(report.target.name),
            "lines": {"begin": (place.line or 1) if place else 1},
        },
    }
