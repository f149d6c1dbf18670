"""The last error on the screen is not the cause: a child was started before its process object failed to pickle."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Severity
from .deaths import decoys
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    failures = [failure for failure in run.facts.failures if failure.channel != "queue"]
    for decoy in decoys(run.facts)[:1]:
        yield Said(
            f"on Windows {decoy.type.rpartition('.')[2]} of a child process comes last on the screen, and is not the cause: "
            "the child had been started when its process object failed to pickle, and found nothing to load",
            "mend what the parent could not pickle (the finding at this line); there is nothing wrong with the child",
            Severity.NOTE,
            channel=failures[0].channel,
            place=failures[0].place,
            about="decoy",
        )


RULE = RunRule(
    code="PK708",
    slug="decoy-eof",
    title="the child's error that comes last is not the cause",
    why=(
        "Windows starts the child first and pickles the process object into its pipe afterwards. When that fails, the child "
        "dies of EOFError: Ran out of input, or of an invalid handle, and its traceback stands below the parent's."
    ),
    find=_find,
)
