"""A task failed, and nobody asked for its result."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    if run.exit_status != 0:
        return
    for unread in run.facts.unread:
        kind, text = unread.raised
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")
        times = f"{unread.count} tasks sent here failed, the first" if unread.count > 1 else "the task sent here failed"
        yield Said(
            f"{times} with {kind.rpartition('.')[2]}{': ' * bool(first)}{first[:120]}, and nothing of it was ever seen: nobody "
            "asked for the result",
            "keep what apply_async() or submit() returns, and call get() or result() on each",
            channel=unread.channel,
            direction="to parent",
            place=unread.place,
            about=kind,
        )


RULE = RunRule(
    code="PK510",
    slug="async-error-unread",
    title="a task failed and nobody read its error",
    why=(
        "apply_async(), map_async() and submit() return at once; an error in the task is kept in what they return and raised "
        "by get() or result(). If these are never called, the error is lost, and the program ends as if all were well."
    ),
    find=_find,
)
