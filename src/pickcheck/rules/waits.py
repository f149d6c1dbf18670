"""What a run's threads waited for when it was ended, for the rules that explain a hang."""

from __future__ import annotations

import os

from ..facts.processes import Wait
from ..facts.runs import RunFacts


def in_words(wait: Wait) -> str:
    """Who waits (or runs), where, for what."""
    where = f" at {os.path.basename(wait.place[0])} line {wait.place[1]}" if wait.place else ""
    who = f"{wait.process}, still in its initializer," if wait.initializing else wait.process
    return f"{who} waits{where} for {wait.what}" if wait.what else f"{who} runs{where}"


def mend_of(waits: tuple[Wait, ...], otherwise: str) -> str:
    """What mends a hang in which these are the waits: ``otherwise`` where no worker is still in its initializer."""
    early = any(wait.initializing for wait in waits)
    return (
        "let the initializer return: a worker takes no task before that, and all that wait for one wait with it"
        if early
        else otherwise
    )


def waiting(facts: RunFacts, *whats: str) -> list[Wait]:
    """The threads that wait for one of these, those of the script's own process first."""
    found = [wait for wait in facts.waits if wait.what in whats]
    return sorted(found, key=lambda wait: (wait.pid != facts.main_pid, not wait.main))


def for_a_result(facts: RunFacts) -> list[Wait]:
    """The threads that wait for what a pool's workers do."""
    return waiting(facts, "a pool's result", "a pool's end")
