"""Log records of a child that the parent's logging would have handled."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from ..facts.surroundings import Difference
from .differences import of_kind
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for one in of_kind(run.facts, "logging"):
        level = logging.getLevelName(int(one.facts["level"]))
        lost = "goes to stderr without its format and its handlers" if one.facts["enabled"] else "is dropped"
        yield Said(
            f"a record of level {level} {lost}: logging is set up in the parent ({_setup(one, 'parent')}), and not in the "
            f"child ({_setup(one, 'child')})",
            "set logging up in each child too: at the start of its target, or in the initializer= of a pool (a QueueHandler "
            "there and a QueueListener in the parent keep the lines of one file in order)",
            channel=one.channel,
            place=one.place,
            about=f"level {level}",  # which logger's record is a worker's first is chance
        )


def _setup(one: Difference, side: str) -> str:
    level, handlers = one.facts[side]
    return f"root at {logging.getLevelName(level)}, {', '.join(handlers) if handlers else 'no handler'}"


RULE = RunRule(
    code="PK404",
    slug="logging-lost",
    title="a child's log records are lost",
    why=(
        "Levels and handlers live in the process that set them up. A forked child inherits them; under spawn and forkserver "
        "a child begins with the root logger at WARNING and no handler: what is below vanishes, what is above goes bare to "
        "stderr."
    ),
    find=_find,
)
