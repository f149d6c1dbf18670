"""What the formats for machines say, beyond being valid: places, links, levels, escapes; and the terminal's extras."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from pickcheck.model import Finding, Leaf, Outcome, Place, Python, Report, RuleInfo, Run, Severity, Step, Target
from pickcheck.render import RENDERERS, terminal
from pickcheck.render.marks import marked

PYTHON = Python("3.11.7", "cpython", "linux", "python3")


def made(place: Place | None = None, *, outcome: Outcome = Outcome.FAILS, **facts: object) -> Report:
    """One finding, under spawn; fork is fine and forkserver does not exist."""
    steps = (Step("args[0]", "app.Config"), Step(".lock", "_thread.lock"))
    leaf = Leaf("args[0].lock", (), "_thread.lock", "<lock>", Place("lib/config.py", 3), None, None, steps)
    place = place or Place("app.py", 17, "main", "p.start()")
    one = Finding("PK108", "lock-in-graph", Severity.ERROR, (1,), "a lock", "leave it out", "docs/rules.md#lock-in-graph",
                  "process", "to child", place, leaf)  # fmt: skip
    runs = (
        Run("fork", False, Outcome.OK, 0, 0.1, PYTHON, "ended with status 0"),
        Run("spawn", False, outcome, 1, 0.2, PYTHON, "1 object did not pickle"),
        Run("forkserver", False, Outcome.UNSUPPORTED, None, 0.0, PYTHON, "no such start method"),
    )
    rule = RuleInfo("PK108", "lock-in-graph", "a lock hangs on what is sent", "docs/rules.md#lock-in-graph")
    return Report("0.1.0", Target("app.py"), runs, (dataclasses.replace(one, **facts),), (rule,))  # type: ignore[arg-type]


def sarif(report: Report) -> dict:
    return json.loads(RENDERERS["sarif"]([report]))["runs"][0]


@pytest.mark.parametrize(
    ("path", "uri", "relative"),
    [
        ("app.py", "app.py", True),
        ("a b/ü#1.py", "a%20b/%C3%BC%231.py", True),
        ("a\\b.py", "a/b.py", True),
        ("/usr/lib/x y.py", "file:///usr/lib/x%20y.py", False),
        ("C:/x y.py", "file:///C:/x%20y.py", False),
        ("C:\\x.py", "file:///C:/x.py", False),
    ],
)
def test_sarif_uris(path: str, uri: str, relative: bool) -> None:
    """Relative to a base that the reader knows, else a file's; always an URI."""
    (result,) = sarif(made(Place(path, 3)))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == ({"uri": uri, "uriBaseId": "SRCROOT"} if relative else {"uri": uri})


def test_sarif_code_flow() -> None:
    """From the line that sends, step by step, to where the leaf was defined."""
    (result,) = sarif(made())["results"]
    (flow,) = result["codeFlows"]
    stops = [stop["location"] for stop in flow["threadFlows"][0]["locations"]]
    assert [stop["message"]["text"] for stop in stops] == [
        "sent here", "args[0]: app.Config", ".lock: _thread.lock", "args[0].lock: _thread.lock",
    ]  # fmt: skip
    last = stops[-1]["physicalLocation"]
    assert (last["artifactLocation"]["uri"], last["region"]["startLine"]) == ("lib/config.py", 3)


def test_sarif_fingerprint_outlives_edits() -> None:
    """Another line is the same result; another source line, or another path to the leaf, is not."""

    def print_(report: Report) -> str:
        return sarif(report)["results"][0]["partialFingerprints"]["pickcheck/v1"]

    first = print_(made())
    assert print_(made(Place("app.py", 99, "main", "p.start()"), outcome=Outcome.HANGS)) == first
    assert print_(made(Place("app.py", 17, "main", "other.start()"))) != first
    assert print_(made(leaf=None)) != first


@pytest.mark.parametrize("severity", list(Severity))
def test_levels(severity: Severity) -> None:
    """Each format has its own words for a severity."""
    report = made(severity=severity)
    assert sarif(report)["results"][0]["level"] == severity.value
    words = {"error": ("error", "critical"), "warning": ("warning", "minor"), "note": ("notice", "info")}[
        severity.value
    ]
    assert RENDERERS["github"]([report]).startswith(f"::{words[0]} file=app.py,line=17,")
    assert json.loads(RENDERERS["gitlab"]([report]))[0]["severity"] == words[1]


def test_github_escapes() -> None:
    """Nothing in a text ends its property or its line."""
    line = RENDERERS["github"]([made(Place("a,b:c%.py", 1), message="100%\r\n::error::x")]).splitlines()[0]
    assert line.startswith("::error file=a%2Cb%3Ac%25.py,line=1,") and "::100%25\\r\\n::error::x%0Amend" in line


@pytest.mark.parametrize(
    ("outcome", "element"),
    [(Outcome.FAILS, "failure"), (Outcome.HANGS, "failure"), (Outcome.DIFFERS, "failure"), (Outcome.ERROR, "error"),
     (Outcome.INCONCLUSIVE, "error"), (Outcome.UNSUPPORTED, "skipped"), (Outcome.OK, None)],
)  # fmt: skip
def test_junit_outcomes(outcome: Outcome, element: str | None) -> None:
    """A run that no error explains is what its outcome says; a warning fails nothing and is told."""
    report = made(outcome=outcome, severity=Severity.WARNING)
    suite = ElementTree.fromstring(RENDERERS["junit"]([report]))[0]
    case = suite[1]
    assert [child.tag for child in case if child.tag != "system-out"] == ([element] if element else [])
    assert "warning: PK108" in (case.findtext("system-out") or "")
    assert (suite.get("tests"), suite[2][0].tag) == ("3", "skipped")


def test_no_place() -> None:
    """A finding without a place has one that its reader can take: the target."""
    bare = made(place=None, leaf=None)
    bare = dataclasses.replace(bare, findings=(dataclasses.replace(bare.findings[0], place=None),))
    assert sarif(bare)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "app.py"
    assert json.loads(RENDERERS["gitlab"]([bare]))[0]["location"] == {"path": "app.py", "lines": {"begin": 1}}
    module = dataclasses.replace(bare, target=Target(None, "app"))
    assert sarif(module)["results"][0]["locations"] == [
        {"logicalLocations": [{"fullyQualifiedName": "app", "kind": "module"}]}
    ]


# ---------------------------------------------------------------- the terminal's extras


def test_verbose() -> None:
    """Every run has a block of its own: how it ended, crossings, processes."""
    text = terminal.render([made()], verbose=True)
    assert "spawn · CPython 3.11.7 on Linux · fails · 0.20 s\n   1 object did not pickle" in text
    assert "spawn · CPython" not in terminal.render([made()])


def test_hyperlinks() -> None:
    """A source line links to its file, relative to the folder given; without colours there are none."""
    link: Callable[..., list[str]] = lambda **how: re.findall(
        r"\x1b\]8;[^;]*;(file:[^\x1b]*)", terminal.render([made()], **how)
    )
    assert link(color=True, links="file:///home/me") == ["file:///home/me/app.py", "file:///home/me/lib/config.py"]
    assert link(color=True) == link(links="file:///x") == []


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("source", "path", "expected"),
    [
        ("Process(target=work, args=(Config(), 1)).start()", "args[0].x", "Config()"),
        ("Process(target=work, args=(a, 1)).start()", "target", "work"),
        ("q.put(obj)", "obj['k']", "obj"),
        ("with Pool(2, initializer=setup) as p:", "initializer", "setup"),
        ("pool.map(work, [1, lock])", "iterable[1]", "lock"),
        ("pool.map(work, items)", "iterable[3]", "items"),
        ("pool.map(work, items)", "func", "work"),
        ("p.start()", "args[0]", "p.start()"),
        ("q.put(*all)", "obj", "q.put(*all)"),
        ("def broken(:", "obj", "def broken(:"),
        ("q.put('äöü', x)", "obj", "'äöü'"),
    ],
)
def test_marks(source: str, path: str, expected: str) -> None:
    """The argument that the path's root names; the whole line where it cannot be told."""
    before, inside, after = marked(source, path)
    assert inside == expected and before + inside + after == source


def test_marked_lambda() -> None:
    """The only lambda of a line; with two it is not known which."""
    assert marked("x = [1, lambda n: n]", "", True)[1] == "lambda n: n"
    assert marked("x = lambda: 1, lambda: 2", "", True)[1] == "x = lambda: 1, lambda: 2"
