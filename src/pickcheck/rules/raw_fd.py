"""A file descriptor was passed as a number."""

from __future__ import annotations

from collections.abc import Iterable

from .differences import of_kind, severity_of
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for one in of_kind(run.facts, "fd"):
        yield Said(
            f"{one.subject} is an open file in the parent and none in the child: only fork hands descriptors on by their number",
            "pass the path and open it in the child; or a Connection, a socket, or multiprocessing.reduction.DupFd(fd), which cross",
            severity_of(one, run.exit_status),
            channel=one.channel,
            place=one.place,
            about=one.subject,
        )


RULE = RunRule(
    code="PK408",
    slug="raw-fd",
    title="a file descriptor was passed as a number",
    why=(
        "A file descriptor is an index into a table of its process. A forked child has a copy of the table; one that is spawned "
        "has a new table, and the number means nothing there, or another file."
    ),
    find=_find,
)
