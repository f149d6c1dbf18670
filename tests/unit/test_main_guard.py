"""A child that dies of starting a process while it imports the script, refused by multiprocessing or by loky."""

from __future__ import annotations

import pytest

from pickcheck.facts.processes import ChildProcess, Uncaught
from pickcheck.facts.runs import RunFacts
from pickcheck.model import Outcome
from pickcheck.outcome import outcome_of
from pickcheck.rules import FINDERS
from pickcheck.rules.deaths import BOOTSTRAPPING
from pickcheck.rules.rule import RunView

PLACE = ("app.py", 3, "<module>")


@pytest.mark.parametrize(
    ("label", "rules"),
    [
        ("spawn.py:_check_not_importing_main", ["no-main-guard"]),
        ("loky/spawn.py:_check_not_importing_main", ["no-main-guard"]),
        ("app.py:start", []),
    ],
)
def test_refused(label: str, rules: list[str]) -> None:
    """By the function that raised it, not by its text."""
    error = Uncaught(2, "builtins.RuntimeError", "no", PLACE, None, "starting", label, (), False, frozenset())
    run = RunView("spawn", 0, "", 1.0, RunFacts(1, (), (), (error,), (), ()))
    assert [rule.slug for rule in FINDERS for _said in rule.find(run)] == rules


@pytest.mark.parametrize(
    ("label", "outcome"), [*((label, Outcome.FAILS) for label in BOOTSTRAPPING), ("app.py:start", Outcome.OK)]
)
def test_exit_code_was_read(label: str, outcome: Outcome) -> None:
    """A script that prints its children's exit codes has not done by that what they were to do."""
    error = Uncaught(2, "builtins.RuntimeError", "no", PLACE, None, "starting", label, (), False, frozenset())
    child = ChildProcess(2, "Process-1", 1, "process", PLACE, False, 1, False, True, False)
    assert outcome_of(0, "", RunFacts(1, (), (), (error,), (child,), ())) is outcome
