"""The report as JSON, format 1. ``data/report.schema.json`` holds it: unknown fields are not allowed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from enum import Enum
from typing import Any

from ..model import FORMAT, Finding, Report, Run
from .clean import bounded
from .saved import load

__all__ = ["Several", "as_dict", "load", "one", "render"]


class Several(tuple[Report, ...]):
    """Reports that are written as those of several targets, also when there is only one."""


def render(reports: Sequence[Report]) -> str:
    """One report as it is; several as ``{"reports": [...]}``."""
    return json.dumps(as_dict(reports), indent=2, ensure_ascii=True) + "\n"


def as_dict(reports: Sequence[Report]) -> dict[str, Any]:
    """The reports as plain values, ready for JSON."""
    if len(reports) == 1 and not isinstance(reports, Several):
        return one(reports[0])
    return {"format": FORMAT, "pickcheck": reports[0].pickcheck, "reports": [one(report) for report in reports]}


def one(report: Report) -> dict[str, Any]:
    """A single report as plain values."""
    report = bounded(report)
    return {
        "format": FORMAT,
        "pickcheck": report.pickcheck,
        "target": {
            "path": report.target.path,
            "module": report.target.module,
            "args": list(report.target.args),
        },
        "runs": [_run(run) for run in report.runs],
        "findings": [finding_as_dict(finding) for finding in report.findings],
        "rules": [_plain(rule) for rule in report.rules],
    }


def _run(run: Run) -> dict[str, Any]:
    return _plain(run)  # type: ignore[no-any-return]


def finding_as_dict(finding: Finding) -> dict[str, Any]:
    """A finding as plain values."""
    plain: dict[str, Any] = _plain(finding)
    if finding.leaf is not None:
        defined = finding.leaf.defined_at
        plain["leaf"]["defined_at"] = {"path": defined.path, "line": defined.line} if defined else None
        # The walk is written in the path; renderers of a live report show it with its types.
        plain["related"]["steps"] = plain["leaf"].pop("steps")
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
