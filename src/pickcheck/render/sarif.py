"""SARIF 2.1.0, for code scanning: one SARIF run, with a code flow from each crossing to the leaf."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from ..fingerprints import fingerprints
from ..model import Finding, Leaf, Place, Report, RuleInfo
from .clean import printable
from .phrases import CALM, methods_of, remarks, shown_in, unexplained

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "SRCROOT"


def render(reports: Sequence[Report]) -> str:
    """The reports as one SARIF log; paths are relative to where pickcheck was run."""
    clean = [printable(report) for report in reports]
    rules = {rule.code: rule for report in clean for rule in report.rules}
    order = {code: index for index, code in enumerate(sorted(rules))}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(clean, [rules[code] for code in order])},
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {_ROOT: {"description": {"text": "the folder that pickcheck was run in"}}},
                "invocations": [_invocation(clean)],
                "results": [
                    _result(finding, print_, report, order)
                    for report, original in zip(clean, reports, strict=True)
                    for finding, print_ in zip(report.findings, fingerprints(original), strict=True)
                ],
            }
        ],
    }
    return json.dumps(log, separators=(",", ":")) + "\n"  # indentation would take five times as long


def _driver(reports: Sequence[Report], rules: list[RuleInfo]) -> dict[str, Any]:
    version = reports[0].pickcheck if reports else ""
    return {"name": "pickcheck", "version": version or "0", "rules": [_rule(rule) for rule in rules]}


def _rule(rule: RuleInfo) -> dict[str, Any]:
    # A helpUri must be absolute; the anchor in our own documentation is said in the help's text.
    link = {"helpUri": rule.help} if re.match(r"https?://", rule.help) else {}
    text = f"{rule.title}. More: pickcheck explain {rule.slug} ({rule.help})"
    return {
        "id": rule.code,
        "name": rule.slug,
        "shortDescription": {"text": rule.title or rule.slug},
        "help": {"text": text},
        "properties": {"tags": ["multiprocessing"]},
        **link,
    }


def _invocation(reports: Sequence[Report]) -> dict[str, Any]:
    notes = [
        {
            "level": "warning",
            "message": {"text": f"{report.target.name}, {run.method}: {run.outcome.value}: {run.reason}"},
        }
        for report in reports
        for run in (report.runs[index] for index in unexplained(report))
    ]
    well = all(run.outcome in CALM or report.findings for report in reports for run in report.runs)
    return {"executionSuccessful": well, "toolExecutionNotifications": notes}


def _result(finding: Finding, print_: str, report: Report, order: dict[str, int]) -> dict[str, Any]:
    text = ". ".join([finding.message, *remarks(finding), f"Mend: {finding.advice}"])
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": finding.severity.value,
        "message": {"text": f"{text} ({shown_in(finding, report)})"},
        "locations": [_location(finding.place) if finding.place else _somewhere(report)],
        "partialFingerprints": {"pickcheck/v1": print_},
        "properties": {"startMethods": sorted(methods_of(finding, report))},
    }
    if finding.code in order:
        result["ruleIndex"] = order[finding.code]
    if finding.leaf is not None:
        if finding.leaf.defined_at is not None:
            result["relatedLocations"] = [{**_location(finding.leaf.defined_at, "defined here"), "id": 1}]
        if finding.place is not None:
            result["codeFlows"] = [_flow(finding.place, finding.leaf)]
    return result


def _somewhere(report: Report) -> dict[str, Any]:
    if report.target.path is not None:
        return {"physicalLocation": {"artifactLocation": _artifact(report.target.path)}}
    return {"logicalLocations": [{"fullyQualifiedName": report.target.module or "", "kind": "module"}]}


def _location(place: Place, message: str = "") -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(place.path)}
    if place.line is not None and place.line > 0:
        snippet = {"snippet": {"text": place.source}} if place.source else {}
        physical["region"] = {"startLine": place.line, **snippet}
    return {"physicalLocation": physical, **({"message": {"text": message}} if message else {})}


@lru_cache(maxsize=1024)
def _artifact(path: str) -> dict[str, Any]:
    path = path.replace("\\", "/")
    if path.startswith("/"):
        return {"uri": f"file://{quote(path)}"}
    if re.match(r"[A-Za-z]:/", path):
        return {"uri": f"file:///{path[:2]}{quote(path[2:])}"}
    return {"uri": quote(path) or ".", "uriBaseId": _ROOT}


def _flow(place: Place, leaf: Leaf) -> dict[str, Any]:
    """From the line that sends to the leaf, a step at a time, and on to where the leaf was defined."""
    stops = [_location(place, "sent here")]
    stops += [_location(place, f"{step.step}: {step.type}") for step in leaf.steps[:200]]
    stops.append(_location(leaf.defined_at or place, f"{leaf.path}: {leaf.type}"))
    return {"threadFlows": [{"locations": [{"location": stop} for stop in stops]}]}
