"""The report as JSON, format 1. ``data/report.schema.json`` holds it: unknown fields are not allowed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any

from ..model import FORMAT, Finding, Report, Run, Timeline
from .clean import bounded
from .saved import load

_ATOMS = frozenset([str, int, float, bool, type(None)])
__all__ = ["Several", "as_dict", "load", "one", "render"]


class Several(tuple[Report, ...]):
    """Reports that are written as those of several targets, also when there is only one."""


def render(reports: Sequence[Report]) -> str:
    """One report as it is; several as ``{"reports": [...]}``."""
    return laid_out(as_dict(reports)) + "\n"


def as_dict(reports: Sequence[Report]) -> dict[str, Any]:
    """The reports as plain values, ready for JSON."""
    if len(reports) == 1 and not isinstance(reports, Several):
        return one(reports[0])
    return {"format": FORMAT, "pickcheck": reports[0].pickcheck, "reports": [one(report) for report in reports]}


def one(report: Report) -> dict[str, Any]:
    """A single report as plain values."""
    report = bounded(report)
    findings = [finding_as_dict(finding) for finding in report.findings]
    _hang_on(findings, report.timelines)
    return {
        "format": FORMAT,
        "pickcheck": report.pickcheck,
        "target": {
            "path": report.target.path,
            "module": report.target.module,
            "args": list(report.target.args),
        },
        "runs": [_run(run) for run in report.runs],
        "findings": findings,
        "rules": [_plain(rule) for rule in report.rules],
    }


def _run(run: Run) -> dict[str, Any]:
    return _plain(run)  # type: ignore[no-any-return]


def _hang_on(findings: list[dict[str, Any]], timelines: Sequence[Timeline]) -> None:
    """Each timeline goes with the first finding that its run shows: a run itself has no room for it in format 1."""
    by_run = {timeline.run: timeline for timeline in timelines}
    for finding in findings:
        mine = [by_run.pop(index) for index in finding["runs"] if index in by_run]
        if mine:
            finding["related"]["timelines"] = _plain(mine)


def finding_as_dict(finding: Finding) -> dict[str, Any]:
    """A finding as plain values."""
    plain: dict[str, Any] = _plain(finding)
    if finding.leaf is not None:
        defined = finding.leaf.defined_at
        plain["leaf"]["defined_at"] = {"path": defined.path, "line": defined.line} if defined else None
        if defined is not None and defined.source is not None:
            plain["related"]["definition"] = defined.source
        # The walk is written in the path; renderers of a live report show it with its types.
        plain["related"]["steps"] = plain["leaf"].pop("steps")
    return plain


def _plain(value: Any) -> Any:
    kind: Any = type(value)
    if kind in _ATOMS:
        return value
    if isinstance(value, Enum):
        return value.value
    if names := _fields(kind):
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


@lru_cache(maxsize=64)
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def laid_out(value: Any, indent: str = "\n") -> str:
    """As ``json.dumps(value, indent=2)``, whose encoder in Python takes three times as long."""
    if isinstance(value, dict):
        items, opening, closing = (
            [f"{_quoted(key)}: {laid_out(item, f'{indent}  ')}" for key, item in value.items()],
            "{",
            "}",
        )
    elif isinstance(value, list):
        items, opening, closing = [laid_out(item, f"{indent}  ") for item in value], "[", "]"
    else:
        return _quoted(value) if type(value) is str else json.dumps(value)
    inner = f",{indent}  ".join(items)
    return f"{opening}{indent}  {inner}{indent}{closing}" if items else f"{opening}{closing}"
