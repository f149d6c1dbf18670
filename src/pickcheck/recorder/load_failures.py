"""A load that failed: which part does not load, found in the pickle."""

from __future__ import annotations

from . import floods
from .exceptions import describe
from .places import Place
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .crossings import Roots

# Loops that fail at one place fail alike.
SEARCHES_PER_PLACE = 20
_searched: dict[tuple[str, Place | None], int] = {}


def record(
    data: bytes,
    error: Exception,
    channel: str,
    direction: str,
    place: Place | None,
    roots: Roots,
    job: tuple[int, int] | None = None,
    delivered: bool = False,
) -> None:
    """Find which part of it does not load and write that down, as for a dump that failed (``failures.py``)."""
    key = (f"load {channel}{direction}", place)
    if floods.counted(key, error):
        return
    count = _searched[key] = _searched.get(key, 0) + 1
    facts: dict[str, Any] = {
        "stage": "load",
        "number": session.number(error),
        "channel": channel,
        "direction": direction,
        "place": place,
        "delivered": delivered,
        "job": job,
        "raised": describe(error),
        "type": "",
    }
    if count > SEARCHES_PER_PLACE:
        session.journal.write("failure", leaves=[], notes=[], repeated=True, **facts)
        floods.written(key, count, facts["number"], job)
        return
    session.journal.write("failing", **facts)
    from ..pickling.load import find_load_faults

    probe = find_load_faults(data, name="obj", error=error)
    session.journal.write("failure", leaves=probe.leaves, notes=probe.notes, roots=roots, **facts)
