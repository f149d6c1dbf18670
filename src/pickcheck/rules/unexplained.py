"""A run that failed where another start method works, for a reason no rule knows."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.processes import Uncaught
from .deaths import could_not_start, decoys, last_words
from .rule import RunRule, RunView, Said
from .waits import in_words, mend_of


def _find(run: RunView) -> Iterable[Said]:
    if run.ended:
        yield from _hanging(run)
        return
    if run.exit_status == 0 and not _starting(run):
        return
    elsewhere = f", but not under {' or '.join(run.works_under)}" if run.works_under else ""
    error = last_words(run.facts, run.facts.main_pid) if run.facts.main_pid is not None else None
    for failed in [*_starting(run), *([error] if error is not None else [])][:1]:
        who = "a child process ends" if could_not_start(failed) else "it ends"
        yield Said(
            f"under {run.method} {who} with {failed.said}{elsewhere}",
            "compare what the child finds when it starts anew (main guard, globals, imports) with what fork hands it",
            place=failed.place,
            about=failed.type,
        )
        return
    yield Said(
        f"under {run.method} it ends with status {run.exit_status}{elsewhere}",
        "run it with --show-output to see what it printed",
    )


def _hanging(run: RunView) -> Iterable[Said]:
    waits = [wait for wait in run.facts.waits if wait.what]
    if waits:
        yield Said(
            f"nothing would ever happen any more: {'; '.join(in_words(wait) for wait in waits[:4])}",
            mend_of(run.facts.waits, "see who was to send what is waited for; --show-output shows what was printed"),
            place=waits[0].place,
        )


def _starting(run: RunView) -> list[Uncaught]:
    harmless = decoys(run.facts)
    return [error for error in run.facts.uncaught if could_not_start(error) and error not in harmless]


RULE = RunRule(
    code="PK903",
    slug="unexplained",
    title="it fails at a process boundary, for a reason no rule knows",
    why=(
        "The fallback for whole runs: a process could not start, a worker was lost, or the script fails under one start "
        "method and not under another. What was seen is true; why it is so is not known."
    ),
    find=_find,
)
