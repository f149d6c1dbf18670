"""A process is forked beside the threads of Polars."""

from __future__ import annotations

from collections.abc import Iterable

from . import native_threads
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    return native_threads.say(
        run,
        native_threads.POLARS,
        "use spawn or forkserver: Polars does not work in a forked child; or import it in the child only",
    )


RULE = RunRule(
    code="PK607",
    slug="polars-fork",
    title="a process is forked beside the threads of Polars",
    why=(
        "Polars computes in a pool of threads that a forked child does not have: what the child asks of it waits without end."
    ),
    find=_find,
)
