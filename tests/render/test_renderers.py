"""The terminal is plain at any width, the JSON laid out and its schema strict (test_every_format.py has the rest)."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from pickcheck.errors import UsageError
from pickcheck.model import Report, Target
from pickcheck.render import RENDERERS, format_of, terminal

SCHEMA = json.loads(resources.files("pickcheck.render").joinpath("data/report.schema.json").read_text(encoding="utf-8"))


def test_json_is_laid_out(report: Report) -> None:
    """As json.dumps would, which is slower."""
    text = RENDERERS["json"]([report])
    assert text == json.dumps(json.loads(text), indent=2) + "\n"


def test_colours_are_all_that_is_added(report: Report) -> None:
    """Without its escapes the coloured text is the plain one, and no colour or link goes on over a line's end."""
    coloured = terminal.render([report], color=True, links="file:///x")
    bare = re.sub(r"\x1b(\[[0-9;]*m|\]8;[^\x1b]*\x1b\\)", "", coloured)
    assert [line.rstrip() for line in bare.split("\n")] == terminal.render([report]).split("\n")
    for line in coloured.splitlines():
        marks = re.findall(r"\x1b\[([0-9;]*)m|\x1b\]8;([^\x1b]*)\x1b", line)
        assert not marks or marks[-1] in (("0", ""), ("", ";"))


def test_schema_allows_no_unknown_field() -> None:
    """Every object of the schema says which fields it has."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def objects(node: object) -> list[dict]:
        if isinstance(node, dict):
            mine = [node] if node.get("type") == "object" else []
            return mine + [found for value in node.values() for found in objects(value)]
        return [found for value in node for found in objects(value)] if isinstance(node, list) else []

    assert all(found["additionalProperties"] is False for found in objects(SCHEMA))


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_terminal_is_plain(report: Report, width: int) -> None:
    """Without colour: no escape, no control character, no line longer than the screen."""
    text = terminal.render([report], width=width, verbose=True)
    assert not [letter for letter in text if not letter.isprintable() and letter != "\n"]
    assert max(map(len, text.splitlines())) <= width


def test_terminal_without_unicode(report: Report) -> None:
    """A console that knows ASCII only gets ASCII only."""
    assert terminal.render([report], unicode=False).isascii()


def test_first_screen(report: Report, request: pytest.FixtureRequest) -> None:
    """The matrix comes first: target, start methods, outcomes."""
    lines = terminal.render([report]).splitlines()
    if not report.runs:
        assert lines[0] == "app.py · read, not run"
        return
    assert lines[0].startswith("app.py")
    assert lines[1].split() == [run.method for run in report.runs]
    assert lines[2].split() == [run.outcome.value for run in report.runs]


def test_suffix_tells_the_format() -> None:
    """An unknown suffix is said to be one."""
    assert format_of("a/b.json") == "json"
    assert format_of("a/b.sarif.json") == "sarif" == format_of("b.sarif")
    assert format_of("gl-code-quality-report.json") == "gitlab"
    with pytest.raises(UsageError, match=r"\.json, \.sarif, \.xml, \.md, \.html, \.txt"):
        format_of("report.docx")


def test_options_are_documented() -> None:
    """Every option that there is stands in the README or in docs/commands.md."""
    from pickcheck.commands import COMMANDS, command

    root = Path(__file__).resolve().parents[2]
    pages = "".join((root / name).read_text(encoding="utf-8") for name in ("README.md", "docs/commands.md"))
    for one in (command, *COMMANDS.values()):
        options = [
            parameter
            for parameter in one.params
            if parameter.param_type_name == "option" and parameter.name != "version"
        ]
        assert all(any(name in pages for name in option.opts) for option in options)


def test_a_sign_of_no_width_takes_no_room() -> None:
    """A variation selector is no column in a terminal, and none where the terminal has ASCII only."""
    name = "000000000000\r\U00018d09\U0002ebe1\U0002ebe1\U000e0100"
    text = terminal.render([Report("0.1.0", Target(name), (), (), ())], width=60, unicode=False)
    assert max(map(len, text.splitlines())) <= 60
