"""The report as one HTML file: no network, light and dark, for a screen of any width and for paper."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from ..catalogue import Entry, Example, entries
from ..fingerprints import fingerprints
from ..model import Finding, Leaf, Outcome, Place, Report, Severity, Timeline
from .clean import cut, printable
from .marks import marked
from .matrix import Key, amount_of, marks_of, rows_of, size
from .mends import changes_of
from .phrases import (
    at,
    command_line,
    folder_of,
    label,
    methods_of,
    named_in,
    python_name,
    pythons,
    remarks,
    short_type,
    shown_in,
    summary,
    unexplained,
)
from .stories import story

if TYPE_CHECKING:
    from jinja2 import Template

# What of a walk and of a matrix is shown; the rest is counted.
_STEPS = 60
_ROWS = 300
# In a report of more findings than that, what happened and the rule's example are linked to instead of shown in each.
_WHOLE = 40


def render(reports: Sequence[Report]) -> str:
    """The reports as a page that stands by itself; links to its findings (``#f-...``) survive a new report."""
    script = _data("report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    ids: Counter[str] = Counter()
    views = [_report(number, report, ids) for number, report in enumerate(reports, 1)]
    clean = {rule.slug for report in reports for rule in report.rules}
    findings = [finding for view in views for finding in view["findings"]]
    folder = folder_of(reports)
    for view, report in zip(views, reports, strict=True):
        view["name"] = printable(named_in(report, folder))
    text: str = _template().render(
        reports=views,
        folder=printable(folder),
        version=printable(reports[0].pickcheck) if reports else "",
        title=", ".join(view["command"] for view in views[:3]),
        rules=[_rule(entry) for entry in entries() if entry.slug in clean],
        kinds=list(dict.fromkeys(label(run) for report in reports for run in report.runs)),
        methods=list(dict.fromkeys(method for finding in findings for method in finding["methods"])),
        slugs=sorted({finding["rule"] for finding in findings}),
        severities=[s.value for s in Severity if any(finding["severity"] == s.value for finding in findings)],
        total=len(findings),
        style=_data("report.css"),
        script=script,
        digest=digest,
    )
    return text + "\n"


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    # Everything is escaped but what the template marks: our own style and script.
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["short"] = short_type
    return environment.from_string(_data("report.html"))


@lru_cache(maxsize=8)
def _data(name: str) -> str:
    return resources.files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")


def _report(number: int, original: Report, ids: Counter[str]) -> dict[str, Any]:
    prints = fingerprints(original)
    report = printable(original)
    timelines = {timeline.run: timeline for timeline in report.timelines}
    page = f"r{number}"
    findings = [
        _finding(place, finding, report, _id(print_, ids), page, timelines)
        for place, (finding, print_) in enumerate(zip(report.findings, prints, strict=True), 1)
    ]
    slowest = max((run.seconds for run in report.runs), default=0) or 1
    return {
        "id": page,
        "command": command_line(report),
        "summary": summary(report),
        "outcomes": _outcomes(report),
        "matrices": [_matrix(report, python_name(python), at_, findings) for python, at_ in pythons(report).items()],
        "unexplained": [report.runs[index] for index in unexplained(report)],
        "emulated": any(run.emulated for run in report.runs),
        "findings": findings,
        "runs": [
            {
                "id": f"{page}-run{index}", "story": story(timelines[index], report.target.file) if index in timelines else None,
                "run": run, "label": label(run), "python": python_name(run.python),
                "width": max(1, round(100 * run.seconds / slowest)),
                "crossings": [(at(c.place), c, size(c.bytes) if c.bytes else "–") for c in run.crossings[:_ROWS]],
            }
            for index, run in enumerate(report.runs)
        ],
    }  # fmt: skip


def _outcomes(report: Report) -> dict[str, list[str]]:
    """What became of the runs of each start method, one after another for several interpreters."""
    found: dict[str, list[str]] = defaultdict(list)
    for run in report.runs:
        found[label(run)].append(run.outcome.value)
    return found


def _id(print_: str, ids: Counter[str]) -> str:
    name = f"f-{print_[:16]}"
    ids[name] += 1
    return name if ids[name] == 1 else f"{name}-{ids[name]}"


# ---------------------------------------------------------------- the matrix


def _matrix(report: Report, python: str, indices: list[int], views: list[dict[str, Any]]) -> dict[str, Any]:
    keys = rows_of(report, indices)
    marks = marks_of(report)
    runs = [report.runs[index] for index in indices]
    return {
        "python": python,
        "runs": [(label(run), run.outcome.value) for run in runs],
        "rows": [
            {
                "at": _short(key[0], report), "source": cut(key[0].source or "", 100), "channel": key[1],
                "amount": amount_of(key, runs),
                "cells": [_cell(report, index, key, marks.get((index, key), []), views) for index in indices],
            }
            for key in keys[:_ROWS]
        ],
        "more": max(0, len(keys) - _ROWS),
    }  # fmt: skip


def _short(place: Place, report: Report) -> str:
    """The line alone where it is in the target itself, which the heading names."""
    return str(place.line) if place.path == report.target.path and place.line is not None else at(place)


def _cell(report: Report, index: int, key: Key, numbers: list[int], views: list[dict[str, Any]]) -> dict[str, Any]:
    if numbers:
        error = any(report.findings[number - 1].severity is Severity.ERROR for number in numbers)
        links = [(views[number - 1]["id"], number) for number in numbers[:3]]
        return {"kind": "bad" if error else "warn", "links": links, "more": len(numbers) > 3}
    mine = [c for c in report.runs[index].crossings if (c.place, c.channel) == key]
    if mine:
        return {"kind": "ok" if any(c.bytes for c in mine) else "inherited"}
    return {"kind": "none" if report.runs[index].outcome is Outcome.UNSUPPORTED else "absent"}


# ---------------------------------------------------------------- a finding


def _finding(
    number: int, finding: Finding, report: Report, id_: str, page: str, timelines: dict[int, Timeline]
) -> dict[str, Any]:
    leaf, place = finding.leaf, finding.place
    whole = len(report.findings) <= _WHOLE
    told = [index for index in finding.runs if index in timelines]
    return {
        "id": id_, "number": number, "code": finding.code, "rule": finding.rule, "severity": finding.severity.value,
        "methods": methods_of(finding, report),
        "shown_in": shown_in(finding, report), "message": finding.message, "advice": finding.advice,
        "remarks": remarks(finding) + [str(note) for note in finding.related.get("notes", [])],
        "channel": finding.channel, "direction": finding.direction,
        "place": place, "at": at(place) if place else "",
        "sent": marked(place.source, leaf.path if leaf else "") if place and place.source else None,
        "leaf": leaf, "steps": _walk(leaf, finding) if leaf else [], "left_out": max(0, len(leaf.steps) - _STEPS) if leaf else 0,
        "story": story(timelines[told[0]], report.target.file) if told and whole else None,
        "told": label(report.runs[told[0]]) if told else "",
        "times": [(f"{page}-run{index}", label(report.runs[index])) for index in told[whole:]],
        "changes": changes_of(_example(finding.rule)) if whole else (),
        "defined": at(leaf.defined_at) if leaf and leaf.defined_at else "", "made": _made(leaf),
    }  # fmt: skip


def _walk(leaf: Leaf, finding: Finding) -> list[tuple[str, str, dict[str, Any] | None]]:
    """The steps, each with its type and what lies beside it."""
    beside = {told["of"]: told for told in finding.related.get("siblings", [])}
    steps: list[tuple[str, str, dict[str, Any] | None]] = [
        (step.step, short_type(step.type), beside.get(index)) for index, step in enumerate(leaf.steps)
    ]
    if len(steps) > _STEPS:
        steps = [*steps[: _STEPS // 2], ("…", f"{len(steps) - _STEPS} steps", None), *steps[-_STEPS // 2 :]]
    return steps or [(leaf.path, leaf.type, None)]


@lru_cache(maxsize=256)
def _example(slug: str) -> Example | None:
    return next((entry.example for entry in entries() if entry.slug == slug), None)


def _made(leaf: Leaf | None) -> tuple[str, str, str] | None:
    if leaf is None or leaf.defined_at is None or not leaf.defined_at.source:
        return None
    return marked(leaf.defined_at.source, "", "<lambda>" in leaf.repr)


def _rule(entry: Entry) -> dict[str, Any]:
    return {"slug": entry.slug, "code": entry.code, "title": entry.title, "why": entry.why, "example": entry.example}
