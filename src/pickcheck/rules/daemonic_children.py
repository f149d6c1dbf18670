"""A daemonic process starts a process."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .startup import severity


def _find(run: RunView) -> Iterable[Said]:
    for event in run.facts.of_kind("daemonic"):
        yield Said(
            f"{event.details['name']} is daemonic, and a daemonic process may start no processes (a Pool's workers all are)",
            "use a ProcessPoolExecutor, whose workers may have children, or Process(daemon=False); or start it in the parent",
            severity(run, event),
            channel="process",
            place=event.place,
        )


RULE = RunRule(
    code="PK305",
    slug="daemonic-children",
    title="a daemonic process may not start processes",
    why=(
        "A daemonic process is ended with its parent, without notice, and would leave its own children behind; so "
        "multiprocessing refuses: daemonic processes are not allowed to have children. The workers of a Pool are daemonic."
    ),
    find=_find,
)
