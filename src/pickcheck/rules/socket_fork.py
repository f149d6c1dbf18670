"""A forked child and its parent, or two children, read from one connection."""

from __future__ import annotations

import os
from collections.abc import Iterable

from ..facts.surroundings import Hazard
from ..model import Severity
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for hazard in run.facts.surroundings.hazards:
        if hazard.kind == "socket":
            path, line, _function = hazard.facts["at"]
            waits = _waits(run, hazard)
            yield Said(
                f"this {hazard.subject} was open at the fork, and {hazard.facts['other']} reads from it as well "
                f"({os.path.basename(path)} line {line}): what arrives goes to whichever of the two reads first{waits}",
                "connect in the child: at the start of its target, or in the initializer= of a pool; or let one process "
                "have the connection, and send it through a queue what the others want to ask",
                Severity.ERROR if waits else Severity.WARNING,
                channel=hazard.channel,
                place=hazard.place,
                about=hazard.subject,
            )


def _waits(run: RunView, hazard: Hazard) -> str:
    """In a run that was ended: who still stood at such a read, in words."""
    lines = [place[:2] for place in (hazard.place, hazard.facts["at"]) if place]
    found = [wait for wait in run.facts.waits if wait.pid in hazard.pids and wait.place and wait.place[:2] in lines]
    return f"; {found[0].process} still waits there for an answer" if run.ended and found else ""


RULE = RunRule(
    code="PK609",
    slug="socket-fork",
    title="two processes read from one connection",
    why=(
        "A forked child has its parent's sockets. One that is connected (of an HTTP client, a mail server, a socket of one's "
        "own) is one stream for both: each byte that arrives goes to the process that happens to read first, so answers are "
        "swapped, torn or lost, and TLS breaks. It is reported where two processes have read from it at a time when both "
        "were there, on Linux; not where they hold a lock of multiprocessing's at that moment, and not what a library reads "
        "in C (db-conn-fork knows drivers of databases). A socket that is only listened on, only written to, used by one of "
        "the two, or by one after the other, is no fault."
    ),
    find=_find,
)
