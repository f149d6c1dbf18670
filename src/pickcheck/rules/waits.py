"""What a run's threads waited for when it was ended, for the rules that explain a hang."""

from __future__ import annotations

import os

from ..facts.processes import Wait
from ..facts.runs import RunFacts


def in_words(wait: Wait) -> str:
    """Who waits (or runs), where, for what."""
    where = f" at {os.path.basename(wait.place[0])} line {wait.place[1]}" if wait.place else ""
    return f"{wait.process} waits{where} for {wait.what}" if wait.what else f"{wait.process} runs{where}"


def waiting(facts: RunFacts, *whats: str) -> list[Wait]:
    """The threads that wait for one of these, those of the script's own process first."""
    found = [wait for wait in facts.waits if wait.what in whats]
    return sorted(found, key=lambda wait: (wait.pid != facts.main_pid, not wait.main))


def for_a_result(facts: RunFacts) -> list[Wait]:
    """The threads that wait for what a pool's workers do."""
    return waiting(facts, "a pool's result", "a pool's end")
