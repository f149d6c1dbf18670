"""A dump that failed: every leaf in it, while the object and the spawning context are still there."""

from __future__ import annotations

import sys

from . import floods
from .crossings import Crossing
from .exceptions import describe, kind
from .journal import is_the_scripts
from .places import Place
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# A loop that fails at one place fails alike: after so many, only their number is kept.
PROBES_PER_PLACE = 20
_probed: dict[tuple[str, Place | None], int] = {}


def forget() -> None:
    """From now on every place may fail as often as in a new process."""
    _probed.clear()
    floods.forget()


def record_failure(obj: Any, error: BaseException, crossing: Crossing, pickler: Any = None) -> None:
    """Find the leaves in ``obj`` and write them down with the crossing they were for.

    pickler: the class that refused it, where that is not multiprocessing's own (``engines.py``).
    """
    key = (crossing.channel + crossing.direction, crossing.place)
    if floods.counted(key, error):
        return
    facts = _facts(obj, error, crossing)
    count = _probed[key] = _probed.get(key, 0) + 1
    if count > PROBES_PER_PLACE:
        session.journal.write("failure", leaves=[], notes=[], repeated=True, **facts)
        floods.written(key, count, facts["number"], crossing.job)
        return
    # On disk before the walk: it runs the objects' own code, which may never return.
    session.journal.write("failing", **facts)
    leaves, notes = _leaves(obj, error, pickler)
    session.journal.write("failure", leaves=leaves, notes=notes, roots=crossing.roots, **facts)


def write_failure(obj: Any, error: BaseException, crossing: Crossing, leaves: list[Any], notes: list[str]) -> None:
    """Write down a failure whose leaves are known."""
    facts = _facts(obj, error, crossing)
    session.journal.write("failure", leaves=leaves, notes=notes, roots=crossing.roots, **facts)


def find(obj: Any, error: BaseException, name: str) -> dict[str, Any]:
    """The leaf that is the object itself."""
    from ..pickling.entries import describe

    return describe(obj, error, name)


def _facts(obj: Any, error: BaseException, crossing: Crossing) -> dict[str, Any]:
    return {
        "number": session.number(error),
        "channel": crossing.channel,
        "direction": crossing.direction,
        "place": crossing.place,
        "delivered": crossing.delivered,
        "job": crossing.job,
        "raised": describe(error),
        "type": kind(obj),
    }


def own_pickler(pickler: Any) -> Any:
    """The pickler class to ask, None where it is multiprocessing's own."""
    return None if pickler.__module__ == "multiprocessing.reduction" else pickler


def _leaves(obj: Any, error: BaseException, pickler: Any) -> tuple[list[Any], list[str]]:
    from ..pickling.entries import describe as describe_root
    from ..pickling.probe import find_leaves

    try:
        if pickler is None or issubclass(pickler, sys.modules["_pickle"].Pickler):  # type: ignore[attr-defined,unused-ignore]
            probe = find_leaves(obj, name="obj", pickler=pickler)
        else:
            from ..pickling.saves import find_leaves_in_python

            probe = find_leaves_in_python(obj, pickler, name="obj")
        leaves, notes = probe.leaves, probe.notes
    except Exception as trouble:
        if is_the_scripts(trouble):
            raise
        leaves, notes = [], [f"looking for the leaf raised {type(trouble).__name__}: {trouble}"[:300]]
    if not leaves:
        notes.append("the object pickled when it was looked at again")
        leaves = [describe_root(obj, error, "obj")]
    return leaves, notes
