"""A run that did not end by itself."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .waits import in_words


def _find(run: RunView) -> Iterable[Said]:
    if run.ended == "time limit":
        what = "; ".join(in_words(wait) for wait in run.facts.waits[:6])
        yield Said(
            f"still running after {run.seconds:.0f} s, so it was ended with all its processes{': ' * bool(what)}{what}",
            "if it only needs longer, give --timeout; if it waits, something that it waits for was lost or never sent",
        )


RULE = RunRule(
    code="PK902",
    slug="time-limit",
    title="the run was ended at its time limit",
    why=(
        "A run that never ends is ended with its whole process tree after --timeout seconds. What was found until then "
        "is reported."
    ),
    find=_find,
)
