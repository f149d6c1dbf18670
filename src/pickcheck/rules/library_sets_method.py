"""A library sets the start method of the whole program when it is imported."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Severity
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for event in run.facts.of_kind("method_set"):
        yield Said(
            f"importing {event.details['module']} sets the start method of the whole program to {event.details['method']}",
            f"in a library use multiprocessing.get_context({event.details['method']!r}); only the program itself sets the "
            "method, under its main guard",
            Severity.WARNING,
            channel="process",
            place=event.place,
        )


RULE = RunRule(
    code="PK303",
    slug="library-sets-method",
    title="an import sets the start method of the whole program",
    why=(
        "set_start_method works for the whole process. Called when a library is imported it changes how every other part "
        "of the program starts its processes, and the program itself can set it no more."
    ),
    find=_find,
)
