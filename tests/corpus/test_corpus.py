"""The corpus: what pickcheck says of programs whose behaviour under plain CPython is known (``ground_truth.py``)."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from dataclasses import replace
from functools import cache
from importlib import metadata, resources
from pathlib import Path

import jsonschema
import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Finding, Report, Severity, Target
from pickcheck.render.json import as_dict

HERE = Path(__file__).parent
PATIENT = 60.0  # seconds: a busy machine is no hang, and an explained one is not waited out
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
EVERY = sorted(path.parent for path in HERE.glob("*/bad.py"))
# "1/2" and "2/2" are the halves: tox tries a folder on one of two interpreters whose neighbours try them all.
PART, PARTS = map(int, os.environ.get("PICKCHECK_TEST_CORPUS", "1/1").split("/"))
FOLDERS = EVERY[PART - 1 :: PARTS]
SCHEMA = json.loads(resources.files("pickcheck.render").joinpath("data/report.schema.json").read_text(encoding="utf-8"))
# What plain Python does, and what may be said of that: a silent loss fails with status 0.
AGREEING = {
    ("ok", "ok"),
    ("ok", "fails"),
    ("ok", "differs"),
    ("fails", "fails"),
    ("fails", "error"),
    ("hangs", "hangs"),
}
# On Windows itself: a Path is a WindowsPath there, and os.environ has two functions more.
NOT_THERE = ("posixpath-pickle", "environ-object")
WINDOWS_ENEMIES = json.loads((HERE / "false_friends" / "windows.json").read_text(encoding="utf-8"))
FRIENDS = sorted((HERE / "false_friends").glob("*.py"))


@cache
def expected_of(folder: Path) -> dict:
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


# Whose fork server imports the script before it forks (gh-126631): so did 3.14 when its verdicts were taken.
PRELOADS = sys.version_info >= (3, 13, 10) and sys.version_info[:3] != (3, 14, 0)


def outcomes(expected: dict) -> dict[str, str]:
    """The outcomes on this interpreter: those of the nearest older version that has its own."""
    known = sorted(expected, key=lambda version: int(version.split(".")[1]))
    older = [version for version in known if int(version.split(".")[1]) <= sys.version_info[1]]
    found: dict[str, str] = expected[VERSION if VERSION in expected else "3.11" if "3.11" in older else known[0]]
    return {**found, "forkserver": expected["3.14"]["forkserver"]} if PRELOADS and "3.14" in expected else found


def run(path: Path, monkeypatch: pytest.MonkeyPatch, timeout: float) -> Report:
    """Check a script of the corpus; whatever it says, the report is a valid one."""
    monkeypatch.chdir(path.parent)
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)  # tox sets it; on Windows it would mend the encoding
    report = check(Target(path.name), Options(pythons=(sys.executable,), timeout=timeout, jobs=3))
    jsonschema.validate(as_dict([report]), SCHEMA)
    return report


def need(folder: Path) -> None:
    for name in expected_of(folder).get("requires", []):
        module, _, below = name.partition("<")  # numpy<2
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{name} is not installed for {VERSION}")
        if below and int(metadata.version(module).split(".")[0]) >= int(below):
            pytest.skip(f"{name} is not installed for {VERSION}, but a newer one")


def shown(report: Report) -> str:
    findings = "\n".join(
        f"  {f.severity.value} {f.rule} {f.runs} {f.channel} {f.place}: {f.message}" for f in report.findings
    )
    return f"{[(run.method, run.outcome.value, run.reason) for run in report.runs]}\n{findings}"


def here(wanted: dict[str, str], report: Report) -> dict[str, str]:
    """The outcomes that can be had on this platform: where it is Windows, spawn is what elsewhere is called windows."""
    if sys.platform == "win32":
        return {"spawn": wanted.get("windows", report.runs[0].outcome.value)}
    # A folder without a verdict for Windows is named by test_every_folder_has_its_windows_verdict, once.
    return {run.method: wanted.get(run.method, run.outcome.value) for run in report.runs}


def windows_findings(report: Report) -> list[Finding]:
    """The findings of the run under Windows, emulated or not."""
    index = next(i for i, run in enumerate(report.runs) if run.method == "windows" or run.python.platform == "win32")
    return [finding for finding in report.findings if index in finding.runs]


def assert_windows(expected: dict, wanted: dict[str, str], report: Report) -> None:
    """On Windows it is the same rule, or the one that the folder names for it; or nothing, where all goes well."""
    found = windows_findings(report)
    if expected["severity"] != "error" or "windows" not in wanted:
        return
    rules = {leaf.get("rule", expected["rule"]) for leaf in expected["leaves"]} or {expected["rule"]}
    if "together" in expected:
        rules |= {expected["rule"], *expected["together"]}
    if "windows_rule" in expected:
        rules = {expected["windows_rule"]}
    errors = {finding.rule for finding in found if finding.severity is Severity.ERROR}
    assert errors == (rules if wanted["windows"] != "ok" else set()), shown(report)


def noted(expected: dict, report: Report) -> dict[str, tuple]:
    """What was noted by the folder's rule, by start method: level, line, whether it says what it should."""
    return {
        "windows" if sys.platform == "win32" else report.runs[index].method: (
            finding.severity.value,
            finding.place and finding.place.line,
            all(words in finding.message for words in expected.get("says", [])),
        )
        for finding in report.findings
        if finding.rule == expected["rule"]
        for index in finding.runs
    }


def should_note(expected: dict) -> dict[str, tuple]:
    """The same, as the folder says."""
    said = expected["noted"]
    methods = set(said if isinstance(said, list) else said["3.14" if PRELOADS else "3.11"])
    if sys.platform == "win32":
        methods = methods & {"windows"} if expected["rule"] not in NOT_THERE else set()
    return dict.fromkeys(methods, ("note", expected["line"], True))


def elsewhere(report: Report, expected: dict) -> Report | None:
    """The report without the findings that only Windows has, where the folder is not about Windows."""
    if sys.platform == "win32" and "windows_rule" in expected:
        return None
    if sys.platform == "win32":
        findings = [f for f in report.findings if f.rule == expected["rule"] or f.severity is not Severity.NOTE]
        return replace(report, findings=tuple(findings))
    only = {i for i, run in enumerate(report.runs) if run.method == "windows"}
    findings = [f for f in report.findings if set(f.runs) - only]
    return replace(report, findings=tuple(findings)) if findings else report


def line_of(expected: dict) -> int:
    """The line of the finding; where no resource tracker is started first, as on Windows, it may be another."""
    return expected.get("windows_line", expected["line"]) if sys.platform == "win32" else expected["line"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_bad(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The outcome under every start method, and the finding: rule, place, channel, every leaf with its path."""
    need(folder)
    expected = expected_of(folder)
    report = run(folder / "bad.py", monkeypatch, PATIENT)
    wanted = outcomes(expected["outcome"])
    assert {run.method: run.outcome.value for run in report.runs} == here(wanted, report), shown(report)
    assert_windows(expected, wanted, report)
    if expected["severity"] == "note":
        for _again in range(3 if expected.get("measured") else 0):
            # What is measured may be lost in a run on a machine that is busy at that moment, and not in each of them.
            if noted(expected, report) != should_note(expected):
                report = run(folder / "bad.py", monkeypatch, PATIENT)
        assert noted(expected, report) == should_note(expected), shown(report)
        return
    if sys.platform == "win32" and (wanted["windows"] == "ok" or expected["rule"] in NOT_THERE):
        return
    report = elsewhere(report, expected)
    if report is None:
        return
    mine = [finding for finding in report.findings if finding.rule == expected["rule"]]
    if set(wanted.values()) == {"ok"} and expected["severity"] == "error":
        assert not report.findings, shown(report)  # this version has mended it
        return
    assert mine, shown(report)
    assert {finding.severity.value for finding in mine} == {expected["severity"]}, shown(report)
    for words in expected.get("says", []):
        assert all(words in finding.message for finding in mine), shown(report)
    mine = [finding for finding in report.findings if finding.rule not in expected.get("also", [])]
    if len(expected["leaves"]) <= 1:
        rules = {expected["rule"], *expected.get("together", [])}
        assert {finding.rule for finding in mine} == rules, shown(report)
    where = {(expected.get("path", "bad.py"), line_of(expected))}
    assert {(f.place.path, f.place.line) for f in mine if f.place} == where, shown(report)
    assert {(f.channel, f.direction) for f in mine} == {(expected["channel"], expected["direction"])}, shown(report)
    # A part of a reduce value is written with the version's own default protocol: 5 from 3.14.
    leaves = {finding.leaf.path.replace("_ex__(5)", "_ex__(4)"): finding.leaf for finding in mine if finding.leaf}
    if expected["rule"] == "deep-recursion":
        assert all(path.startswith(expected["leaves"][0]["path"]) for path in leaves), shown(report)
        return  # how deep pickle gets depends on the version and on the stack
    assert set(leaves) == {leaf["path"] for leaf in expected["leaves"]}, shown(report)
    for leaf in expected["leaves"]:
        found = leaves[leaf["path"]]
        within = {"path": found.within.path, "type": found.within.type} if found.within else None
        assert within == leaf["within"], shown(report)
        # Which items of a map fail before the pool gives up is a matter of time.
        assert set(found.also_at) >= set(leaf["also_at"]), shown(report)
        assert set(found.also_at) == set(leaf["also_at"]) or expected["rule"] == "local-class", shown(report)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_good(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mended twin: it ends well everywhere, and nothing at all is said of it."""
    need(folder)
    report = run(folder / "good.py", monkeypatch, PATIENT)
    assert {run.outcome.value for run in report.runs} == {"ok"} and not report.findings, shown(report)


@pytest.mark.parametrize("script", FRIENDS, ids=lambda script: script.stem)
def test_false_friends(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What looks wrong and is fine gives no finding."""
    report = run(script, monkeypatch, PATIENT)
    known = WINDOWS_ENEMIES.get(script.name)
    if known is not None:
        assert {finding.rule for finding in windows_findings(report)} == {known["rule"]}, shown(report)
        mine = [run for run in report.runs if run.method != "windows" and run.python.platform != "win32"]
        assert {run.outcome.value for run in mine} <= {"ok"} and len(report.findings) == 1, shown(report)
        return
    assert {run.outcome.value for run in report.runs} == {"ok"} and not report.findings, shown(report)


def test_every_folder_has_its_windows_verdict() -> None:
    """What a real Windows CPython does, and what is to be said of it; ``ground_truth.py --windows-python`` writes it."""
    for folder in EVERY:
        expected = expected_of(folder)
        for version, outcome in expected["outcome"].items():
            assert "windows" in outcome, f"{folder.name}: no outcome on Windows"
            if not expected["requires"] and version in expected["plain"]["good"]:
                plain = expected["plain"]["bad"][version]["windows"]["verdict"]
                assert (plain, outcome["windows"]) in AGREEING, f"{folder.name} on {version}: {plain}"
                assert expected["plain"]["good"][version]["windows"]["verdict"] == "ok", folder.name


OUTCOMES = json.loads((HERE / "outcomes" / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", OUTCOMES, ids=lambda case: case["script"])
def test_outcomes(case: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    """How runs end: errors of their own, children that die, scripts that never end."""
    report = run(
        HERE / "outcomes" / case["script"], monkeypatch, case["timeout"] if "hangs" in str(case["outcome"]) else PATIENT
    )
    wanted = outcomes(case["outcome"]) if "3.11" in case["outcome"] else case["outcome"]
    assert {run.method: run.outcome.value for run in report.runs} == here(wanted, report), shown(report)
    for index, run_ in enumerate(report.runs):
        if run_.outcome.value in ("fails", "hangs", "differs"):
            errors = [f for f in report.findings if index in f.runs and f.severity is Severity.ERROR]
            assert errors, f"{run_.method} {run_.outcome.value} without an error\n{shown(report)}"
