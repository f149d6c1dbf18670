"""A start method is asked for that the platform does not have."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .startup import severity


def _find(run: RunView) -> Iterable[Said]:
    for event in run.facts.of_kind("no_context"):
        yield Said(
            f"there is no start method {event.details['method']!r} here",
            "ask first: if 'fork' in multiprocessing.get_all_start_methods(); spawn is there on every platform",
            severity(run, event),
            channel="process",
            place=event.place,
            about=event.details["method"],
        )


RULE = RunRule(
    code="PK304",
    slug="no-such-context",
    title="there is no such start method here",
    why="fork and forkserver do not exist on Windows, and a misspelt name nowhere: get_context() raises a ValueError.",
    find=_find,
)
