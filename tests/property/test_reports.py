"""Reports of any values that the model allows, hostile ones too, through every renderer and back."""

from __future__ import annotations

import copy
import dataclasses
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pickcheck.compare import compare
from pickcheck.errors import ReportError
from pickcheck.fingerprints import fingerprints
from pickcheck.model import (
    Crossing,
    Finding,
    Leaf,
    Moment,
    Outcome,
    Place,
    ProcessEnd,
    Python,
    Raised,
    Report,
    RuleInfo,
    Run,
    Severity,
    Step,
    Target,
    Timeline,
    Within,
)
from pickcheck.render import RENDERERS, clean, saved, terminal
from pickcheck.render import json as renderer
from pickcheck.render.checked import MismatchError, check

DATA = Path(__file__).resolve().parents[1] / "render" / "data"
HOSTILE = [
    "\x1b[31mred\x1b[0m", "\x1b]8;;http://x\x07", "</script><script>alert(1)</script>", "]]>", "<!--", "\ud800", "\udc80x",
    "\x00", "\r\n::error::x", "%0A", "|", "`" * 3, "\u202egnp", "\u2028", "\ufffe", "{{ 7 * 7 }}", "&amp;", "'\"", "::", ",",
    "x" * 5000, "", "../../etc", "C:\\x.py", "/abs/ü.py", "a b#c?d%.py", "*" * 9, "[x](javascript:alert(1))",
]  # fmt: skip
SEVERE = dict(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
texts = st.sampled_from(HOSTILE) | st.text(max_size=20)
lines = st.none() | st.integers(1, 10**6)
seconds = st.floats(0, 1e6)
places = st.builds(Place, texts, lines, st.none() | texts, st.none() | texts)
schema: dict[str, Any] = saved.schema()
channels = st.sampled_from(schema["$defs"]["channel"]["enum"])
directions = st.sampled_from(schema["$defs"]["direction"]["enum"])
methods = st.sampled_from(schema["$defs"]["run"]["properties"]["method"]["enum"])
pythons = st.builds(Python, texts, texts, texts, texts)
crossings = st.builds(Crossing, channels, directions, st.integers(0), st.integers(0), seconds, places)
processes = st.builds(ProcessEnd, texts, st.none() | st.integers(-64, 255))
runs = st.builds(
    Run, methods, st.booleans(), st.sampled_from(Outcome), st.none() | st.integers(-64, 255), seconds, pythons, texts,
    st.lists(crossings, max_size=3).map(tuple), st.lists(processes, max_size=2).map(tuple),
)  # fmt: skip
steps = st.lists(st.builds(Step, texts, texts), max_size=30).map(tuple)
leaves = st.builds(
    Leaf, texts, st.lists(texts, max_size=6).map(tuple), texts, texts,
    st.none() | st.builds(Place, texts, st.integers(1, 9999)), st.none() | st.builds(Within, texts, texts),
    st.none() | st.builds(Raised, texts, texts), steps,
)  # fmt: skip
siblings = st.lists(
    st.fixed_dictionaries({
        "of": st.integers(0, 40), "more": st.integers(0, 9),
        "parts": st.lists(st.fixed_dictionaries({"step": texts, "type": texts, "fine": st.booleans()}), max_size=3),
    }), max_size=3,
)  # fmt: skip
moments = st.builds(
    Moment, seconds, texts, st.sampled_from(schema["$defs"]["moment"]["properties"]["kind"]["enum"]), texts,
    st.none() | places, st.none() | texts,
)  # fmt: skip
related = st.fixed_dictionaries(
    {},
    optional={
        "sender": st.sampled_from(["parent", "child"]), "count": st.integers(1), "handled": st.booleans(),
        "siblings": siblings, "silent": texts, "notes": st.lists(texts, max_size=3), "about": texts,
    },
)  # fmt: skip
codes = st.from_regex(r"PK[0-9]{3}", fullmatch=True)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    made = draw(st.lists(runs, max_size=4))
    indices = st.lists(st.sampled_from(range(len(made))), min_size=1, unique=True).map(tuple) if made else st.nothing()
    findings = st.builds(
        Finding, codes, texts, st.sampled_from(Severity), indices, texts, texts, texts, st.none() | channels,
        st.none() | directions, st.none() | places, st.none() | leaves, related,
    ) if made else st.nothing()  # fmt: skip
    found = draw(st.lists(findings, max_size=4)) if made else []
    rules = [RuleInfo(one.code, one.rule, draw(texts), one.help) for one in found]
    target = draw(
        st.builds(Target, texts, st.none(), st.lists(texts, max_size=2).map(tuple)) | st.just(Target(None, "m"))
    )
    shown = draw(st.lists(st.sampled_from(range(len(made))), unique=True)) if made else []
    timelines = [
        Timeline(n, tuple(draw(st.lists(moments, max_size=6))), draw(st.integers(0, 9))) for n in sorted(shown)
    ]
    return Report(
        "0.1.0", target, tuple(made), tuple(found), tuple(dict.fromkeys(rules)), timelines=tuple(timelines)
    )  # fmt: skip


class Tags(HTMLParser):
    """The tags and the attributes' names of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attributes}


SARIF = jsonschema.Draft4Validator(json.loads((DATA / "sarif-2.1.0.schema.json").read_text(encoding="utf-8")))
JUNIT = xmlschema.XMLSchema(str(DATA / "junit-10.xsd"))


@pytest.mark.parametrize("format", list(RENDERERS))
@settings(**SEVERE)
@given(group=st.lists(reports(), min_size=1, max_size=2))
def test_harmless(format: str, group: list[Report]) -> None:
    """Bounded text without control characters that is UTF-8 and that its reader takes for what it is."""
    text = RENDERERS[format](group)
    text.encode("utf-8")
    assert text.endswith("\n")
    assert not re.findall(r"[^\n\x20-\ud7ff\ue000-\U0010ffff]|[\x7f-\x9f]", text)
    assert len(text) < 600_000
    READERS[format](text, group)


def _terminal(text: str, group: list[Report]) -> None:
    assert max(map(len, terminal.render(group, width=60, unicode=False, verbose=True).splitlines())) <= 60
    coloured = terminal.render(group, color=True, links="file:///x", verbose=True)
    assert set(re.findall(r"\x1b.", coloured)) <= {"\x1b[", "\x1b]", "\x1b\\"}
    assert set(re.findall(r"\x1b\[[0-9;]*(.)", coloured)) <= {"m"}
    assert all(link.startswith(("", "file:///")) for link in re.findall(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\", coloured))


def _json(text: str, group: list[Report]) -> None:
    jsonschema.validate(json.loads(text), schema)
    assert text.isascii() and renderer.render(saved.load(text)) == text
    assert saved.load(text) == tuple(as_saved(clean.bounded(report)) for report in group)


def as_saved(report: Report) -> Report:
    """The timelines of runs without a finding are not saved."""
    shown = {index for finding in report.findings for index in finding.runs}
    timelines = tuple(timeline for timeline in report.timelines if timeline.run in shown)
    return dataclasses.replace(report, outputs=(), timelines=timelines)


def _html(text: str, group: list[Report]) -> None:
    page = Tags()
    page.feed(text)
    assert page.tags.count("script") == 1 == text.count("</script") and page.tags.count("style") == 1
    assert not {name for name in page.names if name.startswith("on")} and "img" not in page.tags
    assert not re.search(r"(?:src|href)=\"(?!#)", text) and "49" not in re.findall(r"\{\{.*?\}\}", text)


def _sarif(text: str, group: list[Report]) -> None:
    log = json.loads(text)
    SARIF.validate(log)
    for result in log["runs"][0]["results"]:
        assert (
            result["locations"]
            and log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        )


def _junit(text: str, group: list[Report]) -> None:
    JUNIT.validate(io.StringIO(text))
    root = ElementTree.fromstring(text)
    assert len(root.findall(".//testcase")) == sum(len(report.runs) for report in group)


def _markdown(text: str, group: list[Report]) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    tokens += [child for token in tokens for child in token.children or []]
    assert not {token.type for token in tokens} & {
        "html_block",
        "html_inline",
        "link_open",
        "image",
        "fence",
        "code_block",
    }
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings.count("h2") == len(group)
    assert headings.count("h3") == sum(len(report.findings) for report in group) == len(headings) - len(group)
    assert [token.type for token in tokens].count("table_open") == sum(bool(report.runs) for report in group)


def _github(text: str, group: list[Report]) -> None:
    commands = text.splitlines()
    assert all(re.match(r"::(error|warning|notice) [a-z]+=", command) for command in commands)
    count = sum(len(report.findings) for report in group)
    assert count + len(group) <= len(commands)


def _gitlab(text: str, group: list[Report]) -> None:
    issues = json.loads(text)
    assert len(issues) == sum(len(report.findings) for report in group)
    assert all({"description", "check_name", "fingerprint", "severity", "location"} == set(issue) for issue in issues)


READERS = {
    "terminal": _terminal, "json": _json, "html": _html, "sarif": _sarif, "junit": _junit, "markdown": _markdown,
    "github": _github, "gitlab": _gitlab,
}  # fmt: skip


@settings(**SEVERE)
@given(report=reports())
def test_no_values(report: Report) -> None:
    """Without values, no renderer has a repr, an exception's text, or an argument."""
    secret = "S3CRET"
    leaf = Leaf("obj.x", (), "app.T", secret, None, None, Raised("E", secret))
    finding = Finding("PK123", "x", Severity.ERROR, (0,), f"obj.x refuses: E: {secret}", "", "", leaf=leaf)
    run = Run("spawn", False, Outcome.FAILS, 1, 0, Python("3", "c", "l", "p"), f"E: {secret}")
    bare = clean.without_values(Report("0", Target("a.py", None, (secret,)), (run,), (finding,), ()))
    assert all(secret not in RENDERERS[name]([bare]) for name in RENDERERS)
    again = clean.without_values(report)
    assert [finding.code for finding in again.findings] == [finding.code for finding in report.findings]


@settings(**SEVERE)
@given(report=reports())
def test_fingerprints(report: Report) -> None:
    """No two alike; edits elsewhere (other lines, runs, texts) do not change them; a report has nothing new to itself."""
    prints = fingerprints(report)
    assert len(set(prints)) == len(report.findings)
    moved = [
        dataclasses.replace(f, place=f.place and dataclasses.replace(f.place, line=7), message="other")
        for f in report.findings
    ]
    assert fingerprints(dataclasses.replace(report, findings=tuple(moved))) == prints
    difference = compare([report], [report])
    assert len(difference.unchanged) == len(report.findings) and not (difference.new or difference.mended)


junk = st.sampled_from([None, True, -1, 0.5, "x", [], {}, [1], {"a": 1}, "PK101", "fork"])


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(report=reports(), data=st.data())
def test_our_reader_of_schemas_agrees(report: Report, data: st.DataObject) -> None:
    """A report with a part changed, removed or added is taken or refused as jsonschema does."""
    plain = json.loads(renderer.render([report]))
    changed = copy.deepcopy(plain)
    parent: Any = changed
    while True:
        keys = list(parent) if isinstance(parent, dict) else list(range(len(parent)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if isinstance(parent[key], (dict, list)) and data.draw(st.booleans()):
            parent = parent[key]
            continue
        if data.draw(st.booleans()):
            del parent[key]
        else:
            parent[key] = data.draw(junk)
        break
    if isinstance(parent, dict) and data.draw(st.booleans()):
        parent["extra"] = data.draw(junk)
    valid = jsonschema.Draft202012Validator(schema).is_valid(changed)
    try:
        check(changed, schema)
        ours = True
    except MismatchError:
        ours = False
    assert ours == valid
    try:
        saved.load(json.dumps(changed))
    except ReportError as error:
        assert "\n" not in error.message
