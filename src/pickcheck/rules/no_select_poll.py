"""Select.poll and its like are not on Windows, and select() takes sockets alone."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.platforms import MissingName
from .rule import RunRule, RunView, Said
from .windows import fatal_limits, say_missing


def _mine(name: MissingName) -> bool:
    return name.module in ("select", "selectors") and name.name is not None


def _advice(_name: MissingName) -> str:
    return "use selectors.DefaultSelector (sockets only on Windows), or multiprocessing.connection.wait() for pipes"


def _find(run: RunView) -> Iterable[Said]:
    yield from say_missing(run, _mine, _advice)
    for limit in fatal_limits(run.facts, "select"):
        what = "nothing at all" if limit.asked == "nothing" else f"a {limit.asked}, which is no socket"
        yield Said(
            f"this waits for {what}: on Windows select(), and selectors with it, takes sockets alone, and at least one",
            "use multiprocessing.connection.wait() for pipes, queues' readers and processes, and a thread for what else blocks",
            place=limit.place,
            about="select",
        )
    for limit in fatal_limits(run.facts, "reader"):
        yield Said(
            f"{limit.asked}: the event loop that asyncio takes on Windows has no readers and writers, and raises NotImplementedError",
            "use streams (asyncio.open_connection), or run what blocks in a thread (asyncio.to_thread)",
            place=limit.place,
            about=limit.asked,
        )


RULE = RunRule(
    code="PK704",
    slug="no-select-poll",
    title="select.poll and its like are not on Windows",
    why=(
        "On Windows select has select() alone, for sockets alone; poll, epoll and kqueue, and the selectors "
        "made of them, are not there."
    ),
    find=_find,
)
