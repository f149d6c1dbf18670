"""A forked child uses its parent's connection to a database."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.surroundings import Hazard
from ..model import Severity
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for hazard in run.facts.surroundings.hazards:
        if hazard.kind == "connection":
            yield Said(
                f"{hazard.subject} is a connection that the parent opened before the fork, and the child uses it: {_why(hazard)}",
                "connect in the child: at the start of its target, or in the initializer= of a pool",
                Severity.WARNING,
                channel=hazard.channel,
                place=hazard.place,
                about=hazard.subject,
            )


def _why(hazard: Hazard) -> str:
    library = str(hazard.facts["type"]).partition(".")[0].lstrip("_")
    if library == "sqlite3":
        return "SQLite forbids that, since the locks on the file are the parent's"
    return f"{library} has one connection for one process, and the answers of two get mixed up"


RULE = RunRule(
    code="PK603",
    slug="db-conn-fork",
    title="a child uses a database connection that was open at the fork",
    why=(
        "A connection is a socket or a file with state on both sides. After a fork two processes use it as if each were "
        "alone: answers get mixed up, locks are lost, a database file can be damaged."
    ),
    find=_find,
)
