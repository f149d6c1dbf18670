"""A run that did not end by itself."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.leaves import Failure
from ..facts.runs import RunFacts
from ..model import Severity
from .rule import RunRule, RunView, Said
from .waits import in_words, mend_of


def searching(facts: RunFacts) -> list[Failure]:
    """The failures whose leaves were still being looked for, by pickcheck and not by the script, when all was over."""
    return [failure for failure in facts.failures if not failure.searched]


def _find(run: RunView) -> Iterable[Said]:
    ours = searching(run.facts) if run.ended == "time limit" else []
    for failure in ours:
        yield Said(
            f"this did not pickle ({failure.raised[1]}), and the search for the part at fault did not come back in {run.seconds:.0f} s: "
            "what the script does without pickcheck is not known",
            "if it only needs longer, give --timeout; else a __reduce__, __getstate__ or the like of what is sent never returns",
            Severity.WARNING,
            channel=failure.channel,
            place=failure.place,
        )
    if run.ended == "time limit" and not ours:
        what = "; ".join(in_words(wait) for wait in run.facts.waits[:6])
        yield Said(
            f"still running after {run.seconds:.0f} s, so it was ended with all its processes{': ' * bool(what)}{what}",
            mend_of(
                run.facts.waits,
                "if it only needs longer, give --timeout; if it waits, something that it waits for was lost or never sent",
            ),
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
