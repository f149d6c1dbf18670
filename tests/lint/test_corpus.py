"""What lint says of the corpus: the folder's rule at the folder's line, or nothing; and nothing that a run contradicts."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
import reading
import unseen

from pickcheck.model import Report, Severity
from pickcheck.render.json import as_dict

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
SCHEMA = json.loads(resources.files("pickcheck.render").joinpath("data/report.schema.json").read_text(encoding="utf-8"))


FOLDERS = sorted(path.parent for path in CORPUS.glob("*/bad.py"))
GOOD = sorted([*CORPUS.glob("*/good.py"), *CORPUS.glob("false_friends/*.py")])
OUTCOMES = json.loads((CORPUS / "outcomes" / "expected.json").read_text(encoding="utf-8"))
ENEMIES = json.loads((CORPUS / "false_friends" / "windows.json").read_text(encoding="utf-8"))


def expected_of(folder: Path) -> dict:
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


def outcomes_of(expected: dict) -> dict[str, str]:
    known = expected["outcome"]
    return known["3.11"] if "3.11" in known else known["3.14"]


def read(path: Path) -> Report:
    report = reading.lint(path, path.parent)
    jsonschema.validate(as_dict([report]), SCHEMA)
    return report


def says(folder: Path, rule: str) -> list:
    """The findings of this rule at the folder's line, in whichever of its files that is."""
    expected = expected_of(folder)
    path = folder / expected.get("path", "bad.py")
    found = read(path).findings
    return [one for one in found if one.rule == rule and one.place and one.place.line == expected["line"]]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_seen_or_not_to_be_seen(folder: Path) -> None:
    """The folder's rule at the folder's line; a folder of which that is not so is on the list of those, and only such."""
    rule = unseen.CAUSES.get(folder.name, expected_of(folder)["rule"])
    assert bool(says(folder, rule)) is (folder.name not in unseen.UNSEEN)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_run_contradicts(folder: Path) -> None:
    """An error is told of start methods only under which the program does not end well."""
    outcomes = outcomes_of(expected_of(folder))
    for finding in read(folder / "bad.py").findings:
        if finding.severity is Severity.ERROR:
            well = [method for method in finding.related["methods"] if outcomes[method] == "ok"]
            assert well == [], (finding.rule, finding.message)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_paths_are_those_of_the_run(folder: Path) -> None:
    """Of what is at fault the path, the type and what holds it are told as a run tells them."""
    if folder.name in unseen.UNSEEN:
        pytest.skip("not to be seen in the source")
    leaves = {leaf["path"]: leaf for leaf in expected_of(folder).get("leaves", [])}
    for finding in says(folder, expected_of(folder)["rule"]):
        if finding.leaf is not None and finding.leaf.path in leaves:
            leaf = leaves[finding.leaf.path]
            assert finding.leaf.type == leaf.get("type", finding.leaf.type)
            within = finding.leaf.within
            assert (within and (within.path, within.type)) == (
                leaf["within"] and (leaf["within"]["path"], leaf["within"]["type"])
            )


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_in_good_ones(path: Path) -> None:
    """Mended twins and false friends have no finding at all, but what Windows is known to lack."""
    if path.name in ENEMIES and path.parent.name == "false_friends":
        assert {one.rule for one in read(path).findings} <= {ENEMIES[path.name]["rule"]}
        return
    assert [(one.rule, one.place, one.message) for one in read(path).findings] == []


@pytest.mark.parametrize("path", sorted(CORPUS.glob("outcomes/*.py")), ids=lambda path: path.stem)
def test_outcomes(path: Path) -> None:
    """The scripts for the outcomes of a run: an error is one under every start method that is named."""
    outcomes = next(one["outcome"] for one in OUTCOMES if one["script"] == path.name)
    for finding in read(path).findings:
        assert all(outcomes.get(method) != "ok" for method in finding.related["methods"]), finding


def test_the_lists_are_of_the_corpus() -> None:
    """No folder is named that is not there, and every reason is one that the page explains."""
    names = {folder.name for folder in FOLDERS}
    assert set(unseen.UNSEEN) | set(unseen.CAUSES) <= names
    assert set(unseen.UNSEEN.values()) == set(unseen.REASONS)
