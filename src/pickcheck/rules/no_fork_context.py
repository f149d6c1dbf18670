"""A start method that this platform has not."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .windows import fatal_limits


def _find(run: RunView) -> Iterable[Said]:
    for limit in fatal_limits(run.facts, "context"):
        if limit.asked in ("fork", "forkserver"):
            yield Said(
                f"the start method {limit.asked} is not there on Windows, which has {limit.most} only",
                "take the platform's own (get_context() without a name), or ask multiprocessing.get_all_start_methods() first; "
                "what works under spawn works everywhere",
                place=limit.place,
                about=limit.asked,
            )


RULE = RunRule(
    code="PK705",
    slug="no-fork-context",
    title="a start method that this platform has not",
    why=(
        "Windows has spawn only. get_context('fork') and set_start_method('forkserver') raise a ValueError "
        "there, and the first also on nothing but Unix."
    ),
    find=_find,
)
