"""set_start_method comes too late."""

from __future__ import annotations

import os
from collections.abc import Iterable

from ..facts.processes import Event
from .rule import RunRule, RunView, Said
from .startup import severity


def _find(run: RunView) -> Iterable[Said]:
    for event in run.facts.of_kind("context_set"):
        if not event.details["importing"]:
            yield Said(
                f"set_start_method({event.details['method']!r}) comes too late: {_settled(event)}",
                'call it once, first thing under if __name__ == "__main__":, before any queue, lock or process is made; or '
                "leave it alone and use ctx = multiprocessing.get_context(...) (force=True only hides which call wins)",
                severity(run, event),
                channel="process",
                place=event.place,
                about=str(event.details["first"]),
            )


def _settled(event: Event) -> str:
    first, how = event.details["first"], event.details["how"]
    where = f" at {os.path.basename(first[0])} line {first[1]}" if first else ""
    if how == "set_start_method":
        return f"it was called before{where}"
    return (
        f"what was made{where} (a queue, a lock, a process, or get_start_method()) had settled the start method already"
    )


RULE = RunRule(
    code="PK302",
    slug="context-already-set",
    title="the start method is set a second time, or too late",
    why=(
        "The default context takes its start method once. A second set_start_method is refused, and so is a first one after "
        "anything was made from the default context: Queue(), Lock(), get_start_method(), get_context() without a name."
    ),
    find=_find,
)
