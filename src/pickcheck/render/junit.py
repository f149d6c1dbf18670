"""JUnit XML, for CI servers: a test suite for each target and interpreter, a test case for each start method."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ..model import Finding, Outcome, Python, Report, Run, Severity
from .clean import printable
from .phrases import at, command_line, label, python_name, pythons, remarks

_ERRORS = (Outcome.ERROR, Outcome.INCONCLUSIVE)


def render(reports: Sequence[Report]) -> str:
    """The reports as JUnit XML, by the schema that pytest holds its own to. No line holds a control character."""
    root = Element("testsuites")
    for report in map(printable, reports):
        for python, indices in pythons(report).items():
            _suite(root, report, python, indices)
        if not report.runs:
            _read(root, report)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, report: Report, python: Python, indices: list[int]) -> None:
    name = f"{command_line(report)} on {python_name(python)}"
    suite = SubElement(root, "testsuite", name=name)
    for index in indices:
        _case(suite, report, index, name)
    counts = {
        kind: sum(case.find(kind) is not None for case in suite) for kind in ("failure", "error", "skipped")
    }  # fmt: skip
    suite.set("tests", str(len(indices)))
    suite.set("failures", str(counts["failure"]))
    suite.set("errors", str(counts["error"]))
    suite.set("skipped", str(counts["skipped"]))
    suite.set("time", _seconds(sum(report.runs[index].seconds for index in indices)))


def _read(root: Element, report: Report) -> None:
    """A file that was read and not run is one test case."""
    name = command_line(report)
    failures = sum(finding.severity is Severity.ERROR for finding in report.findings)
    suite = SubElement(
        root, "testsuite", name=name, tests="1", failures=str(min(failures, 1)), errors="0", skipped="0", time="0.000"
    )
    _said(SubElement(suite, "testcase", classname=name, name="lint", time="0.000"), list(report.findings), None)


def _case(suite: Element, report: Report, index: int, suite_name: str) -> None:
    run = report.runs[index]
    case = SubElement(suite, "testcase", classname=suite_name, name=label(run), time=_seconds(run.seconds))
    mine = [finding for finding in report.findings if index in finding.runs]
    if run.outcome is Outcome.UNSUPPORTED:
        SubElement(case, "skipped", message=run.reason)
    _said(case, mine, run)


def _said(case: Element, mine: list[Finding], run: Run | None) -> None:
    """Write a case's findings; where none is an error, what became of the run."""
    errors = [finding for finding in mine if finding.severity is Severity.ERROR]
    for finding in errors:
        failure = SubElement(case, "failure", message=finding.message, type=f"{finding.code} {finding.rule}")
        failure.text = _details(finding)
    if not errors and run is not None:
        _outcome(case, run)
    others = [f"{f.severity.value}: {f.code} {f.rule}: {_details(f)}" for f in mine if f.severity is not Severity.ERROR]
    if others:
        SubElement(case, "system-out").text = "\n\n".join(others)


def _outcome(case: Element, run: Run) -> None:
    if run.outcome in _ERRORS:
        SubElement(case, "error", message=run.reason, type=run.outcome.value).text = run.reason
    elif run.outcome not in (Outcome.OK, Outcome.UNSUPPORTED):
        SubElement(case, "failure", message=run.reason, type=run.outcome.value).text = run.reason


def _details(finding: Finding) -> str:
    place = [f"{at(finding.place)}: {finding.place.source or ''}"] if finding.place else []
    leaf = finding.leaf
    defined = [f"defined at {at(leaf.defined_at)}"] if leaf and leaf.defined_at else []
    return "\n".join([*place, finding.message, *remarks(finding), *defined, f"mend: {finding.advice}"])


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"
