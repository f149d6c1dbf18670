"""Reports of any values that the model allows, hostile ones too, through every renderer and back."""

from __future__ import annotations

import copy
import dataclasses
import json
from typing import Any

import jsonschema
import pytest
from cases import HOSTILE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers import harmless

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
from pickcheck.render import RENDERERS, clean, saved
from pickcheck.render import json as renderer
from pickcheck.render.checked import MismatchError, check

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
    st.none() | st.builds(Place, texts, st.integers(1, 9999), st.none(), st.none() | texts), st.none() | st.builds(Within, texts, texts),
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


@pytest.mark.parametrize("format", list(RENDERERS))
@settings(**SEVERE)
@given(group=st.lists(reports(), min_size=1, max_size=2))
def test_harmless(format: str, group: list[Report]) -> None:
    """Bounded text without control characters that is UTF-8 and that its reader takes for what it is."""
    text = RENDERERS[format](group)
    assert len(text) < 600_000
    harmless(format, text, group)


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
