"""``if parent_process() is None:`` in the place of a main guard, told from what is one."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from pickcheck.effects import mistaken_guards
from pickcheck.facts.processes import Event, Uncaught
from pickcheck.facts.runs import RunFacts
from pickcheck.rules import RUN_RULES, Said
from pickcheck.rules.deaths import BOOTSTRAPPING
from pickcheck.rules.rule import RunView

SOURCE = """
import multiprocessing
from multiprocessing import Process, parent_process
def work():
    pass
def main():
    Process(target=work).start()
if TEST:
    main()
    print("once more")
if __name__ == "__main__":
    print("once")
"""
FALSE = ["parent_process() is None", "not multiprocessing.parent_process()", "None == parent_process()"]
UNSURE = ["multiprocessing.current_process().name == 'MainProcess'", "parent_process() is None and True"]
OTHERS = ["__name__ == '__main__'", "parent_process is None", "work"]


def app(folder: Path, test: str) -> str:
    path = folder / "app.py"
    path.write_text(textwrap.dedent(SOURCE).replace("TEST", test), encoding="utf-8")
    return str(path)


def said(facts: RunFacts) -> list[tuple[str, Said]]:
    view = RunView("spawn", 0, "", 1.0, facts)
    return [(rule.slug, one) for rule in RUN_RULES for one in rule.find(view)]


def died(path: str) -> RunFacts:
    place = (path, 7, "main")
    error = Uncaught(2, "builtins.RuntimeError", "", place, None, "starting", BOOTSTRAPPING[0], (), False, frozenset())
    return RunFacts(1, (), (), (error,), (), ())


@pytest.mark.parametrize("test", [*FALSE, *UNSURE])
def test_a_child_that_died_of_it(test: str, tmp_path: Path) -> None:
    """In a function that is called under the test."""
    ((rule, one),) = said(died(app(tmp_path, test)))
    assert rule == "guard-in-import-not-main" and "the test in line 8" in one.message


@pytest.mark.parametrize("test", OTHERS)
def test_another_test(test: str, tmp_path: Path) -> None:
    """Then it is a guard that is missing."""
    assert [rule for rule, _one in said(died(app(tmp_path, test)))] == ["no-main-guard"]
    assert not mistaken_guards(str(tmp_path / "app.py"))


@pytest.mark.parametrize("test", [*FALSE, *UNSURE])
def test_what_runs_again(test: str, tmp_path: Path) -> None:
    """Only where the test is certainly true in a child: a note, for it only prints."""
    event = Event("main_again", 2, None, {"path": app(tmp_path, test)})
    found = said(RunFacts(1, (), (), (), (), (), events=(event,)))
    assert [(rule, one.severity.value, one.place and one.place[1]) for rule, one in found] == (
        [("guard-in-import-not-main", "note", 10)] if test in FALSE else []
    )


def test_no_source(tmp_path: Path) -> None:
    """A script that is gone, or no Python of ours."""
    assert not mistaken_guards(str(tmp_path / "gone.py"))
