"""What differs in an index only is one block in the terminal; nothing of it is lost, and other formats have it all."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from cases import finding_of, report_of, run_of

from pickcheck.model import Outcome, Place, Report, Severity
from pickcheck.render import RENDERERS, terminal
from pickcheck.render.groups import alike


def report(*paths: str) -> Report:
    findings = [finding_of(path) for path in paths]
    findings = [replace(one, leaf=replace(one.leaf, also_at=())) for one in findings if one.leaf]
    return report_of([run_of("fork"), run_of("spawn", Outcome.FAILS)], *findings)


def test_items_of_a_list() -> None:
    made = report(*(f"args[0][{n}].lock" for n in range(20)), "args[1].lock")
    assert alike(made) == {1: list(range(2, 21)), 21: []}
    text = terminal.render([made])
    assert re.findall(r"^(\d+)  PK108", text, re.MULTILINE) == ["1", "21"]
    shown = "likewise 2 to 20: args[0][1].lock, args[0][2].lock, args[0][3].lock, args[0][4].lock and 15 more"
    assert shown in " ".join(text.split()) and "21 errors in 2 runs" in text
    assert terminal.render([made], verbose=True).count("PK108 lock-in-graph") == 21
    assert len(json.loads(RENDERERS["json"]([made]))["findings"]) == 21


def test_other_faults_between() -> None:
    made = report("obj[0]", "obj['a']", "obj[1]")
    assert alike(made) == {1: [3], 2: []}
    assert "likewise 3: obj[1]" in terminal.render([made])


def test_what_differs_otherwise_stays_apart() -> None:
    """Another line, another severity, another place of its definition; and what has other ways to it."""
    one, two = report("obj[0]", "obj[1]").findings
    assert one.leaf is not None and two.leaf is not None
    for other in (
        replace(two, place=Place("app.py", 18)), replace(two, severity=Severity.NOTE), replace(two, related={"handled": True}),
        replace(two, leaf=replace(two.leaf, defined_at=Place("app.py", 4))), replace(two, leaf=replace(two.leaf, also_at=("x",))),
        replace(two, leaf=None), replace(two, runs=(0, 1)),
    ):  # fmt: skip
        assert alike(report_of([run_of("fork")], one, other)) == {1: [], 2: []}
