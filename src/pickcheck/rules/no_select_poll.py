"""Select.poll and its like are not on Windows."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts import MissingName
from .rule import RunRule, RunView, Said
from .windows import say_missing


def _mine(name: MissingName) -> bool:
    return name.module in ("select", "selectors") and name.name is not None


def _advice(_name: MissingName) -> str:
    return "use selectors.DefaultSelector (sockets only on Windows), or multiprocessing.connection.wait() for pipes"


def _find(run: RunView) -> Iterable[Said]:
    return say_missing(run, _mine, _advice)


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
