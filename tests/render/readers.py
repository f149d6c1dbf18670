"""What the tool that will read a format says of a text in it, one function a format."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import xmlschema
from markdown_it import MarkdownIt

from pickcheck.model import Report
from pickcheck.render import clean, saved, terminal
from pickcheck.render import json as renderer

DATA = Path(__file__).resolve().parent / "data"
schema: dict[str, Any] = saved.schema()


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


def harmless(format: str, text: str, group: list[Report]) -> None:
    """UTF-8 without control characters that its reader takes for what it is."""
    text.encode("utf-8")
    assert text.endswith("\n")
    assert not re.findall(r"[^\n\x20-\ud7ff\ue000-\U0010ffff]|[\x7f-\x9f]", text)
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
    assert len(root.findall(".//testcase")) == sum(len(report.runs) or 1 for report in group)


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
    group = [report for report in group if report.runs or report.findings or len(group) == 1]
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings.count("h2") == len(group)
    assert headings.count("h3") == sum(min(len(report.findings), 100) for report in group) == len(headings) - len(group)
    assert [token.type for token in tokens].count("table_open") == sum(bool(report.runs) for report in group)


def _github(text: str, group: list[Report]) -> None:
    commands = text.splitlines()
    assert all(re.match(r"::(error|warning|notice) [a-z]+=", command) for command in commands)
    count = sum(len(report.findings) for report in group)
    assert count + (len(group) if any(report.runs for report in group) else 1) <= len(commands)


def _gitlab(text: str, group: list[Report]) -> None:
    issues = json.loads(text)
    assert len(issues) == sum(len(report.findings) for report in group)
    assert all({"description", "check_name", "fingerprint", "severity", "location"} == set(issue) for issue in issues)


READERS = {
    "terminal": _terminal, "json": _json, "html": _html, "sarif": _sarif, "junit": _junit, "markdown": _markdown,
    "github": _github, "gitlab": _gitlab,
}  # fmt: skip
