"""A saved report read back: the same values again; anything else is one clear line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pickcheck.errors import PickcheckError, ReportError, UsageError
from pickcheck.model import FORMAT, Report
from pickcheck.render import RENDERERS, saved
from pickcheck.render import json as renderer
from pickcheck.render.saved import load


def test_again(report: Report) -> None:
    """What was saved renders to the same JSON again, alone and with others; only definitions' source lines are lost."""
    for group in ([report], [report, report]):
        text = renderer.render(group)
        assert renderer.render(load(text)) == text
        assert renderer.render(load(text.encode("utf-16"))) == text, "as PowerShell's > writes it"


@pytest.mark.parametrize("format", list(RENDERERS))
def test_any_format(report: Report, format: str) -> None:
    """A report that was read back is complete: every renderer takes it."""
    (again,) = load(renderer.render([report]))
    assert again.render(format).endswith("\n")
    assert again.exit_status == report.exit_status


GOOD: dict = {"format": FORMAT, "pickcheck": "0.1.0", "target": {"path": "a.py", "module": None, "args": []},
              "runs": [], "findings": [], "rules": []}  # fmt: skip
BAD = {
    "empty": ("", "not a report of pickcheck: empty"),
    "a list": ("[]", "not a report of pickcheck"),
    "a number": ("7", "not a report of pickcheck"),
    "another tool's": ('{"version": "2.1.0", "runs": []}', "not a report of pickcheck"),
    "no JSON": ("<testsuites/>", "not a report of pickcheck: no JSON"),
    "cut": (json.dumps(GOOD)[:60], "cut off in the middle"),
    "NaN": (json.dumps({**GOOD, "format": float("nan")}), "no JSON"),
    "nested": ("[" * 200_000, "nested too deep"),
    "a newer format": (json.dumps({**GOOD, "format": FORMAT + 1}), f"of format {FORMAT + 1}, made by pickcheck 0.1.0"),
    "no format": (json.dumps({**GOOD, "format": 0}), "format is not 1"),
    "a format that is true": (json.dumps({**GOOD, "format": True}), "format is not 1"),
    "an unknown field": (json.dumps({**GOOD, "extra": 1}), "the report has an unknown field 'extra'"),
    "a missing field": (json.dumps({k: v for k, v in GOOD.items() if k != "runs"}), "the report lacks runs"),
    "a wrong type": (json.dumps({**GOOD, "runs": {}}), "runs is not of type array"),
    "a wrong value deep down": (json.dumps({"format": 1, "pickcheck": "", "reports": [GOOD, {**GOOD, "rules": [{}]}]}),
                                "reports[1].rules[0] lacks code"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_one_line(case: str) -> None:
    """The line says what is wrong, and nothing else is raised."""
    text, said = BAD[case]
    for written in (text, text.encode()):
        with pytest.raises(ReportError) as caught:
            load(written)
        assert said in caught.value.message and "\n" not in caught.value.message


def test_bytes_that_are_no_text() -> None:
    """No UTF-8, no UTF-16."""
    for data in (bytes(range(256)), b"\xff\xfe\x00", b"\x80"):
        with pytest.raises(ReportError, match="not a report"):
            load(data)


def test_run_that_is_not_there() -> None:
    """A finding's indices lead to runs; the schema cannot say so."""
    finding = {"code": "PK101", "rule": "x", "severity": "error", "runs": [3], "message": "", "advice": "", "help": "",
               "channel": None, "direction": None, "place": None, "leaf": None, "related": {}}  # fmt: skip
    with pytest.raises(ReportError, match="a run that is not there"):
        load(json.dumps({**GOOD, "findings": [finding]}))


def test_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line names the file; a larger file than any report is not read to its end."""
    path = tmp_path / "report.json"
    with pytest.raises(ReportError, match=re.escape(f"{path}: no such file")):
        Report.load(path)
    path.write_text("{")
    with pytest.raises(ReportError, match=re.escape(f"{path}: cut off")):
        Report.load(path)
    path.write_text(json.dumps(GOOD))
    assert Report.load(path).target.path == "a.py"
    path.write_text(json.dumps({"format": 1, "pickcheck": "", "reports": [GOOD, GOOD]}))
    with pytest.raises(ReportError, match="holds 2 reports"):
        Report.load(path)
    with pytest.raises(ReportError, match="cannot be read"):
        Report.load(tmp_path)
    monkeypatch.setattr(saved, "LARGEST", 100)
    with pytest.raises(ReportError, match="larger than any report"):
        Report.load(path)


def test_unknown_format(report: Report) -> None:
    """Report.render names the formats that there are."""
    with pytest.raises(UsageError, match="unknown format 'pdf': choose from terminal, json"):
        report.render("pdf")
    assert issubclass(ReportError, PickcheckError) and ReportError.status == 3
