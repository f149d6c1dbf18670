"""Every leaf of an object: the parts that themselves will not cross a process boundary, and the ways to them.

They are searched for (``search.py``) and described (``entries.py``); where there are none a dump confirms that.
"""

from __future__ import annotations

import gc
import pickle

from .depth import too_deep
from .entries import describe, entries_of, entry_of
from .graph import EXPANDED
from .names import SINK
from .reduction import Rules
from .search import Search

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any


class Limits:
    """Bounds of a probe: parts looked at in the first walk, parts in all walks, seconds, leaves."""

    __slots__ = ("leaves", "parts", "seconds", "walk")

    def __init__(self, walk: int = 2000, parts: int = 3_000_000, seconds: float = 60.0, leaves: int = 1000) -> None:
        self.walk = walk
        self.parts = parts
        self.seconds = seconds
        self.leaves = leaves


LIMITS = Limits()


class Probe:
    """What was found: `leaves` (plain dictionaries) and `notes` (what was not checked, and why)."""

    __slots__ = ("leaves", "notes")

    def __init__(self, leaves: list[dict[str, Any]], notes: list[str]) -> None:
        self.leaves = leaves
        self.notes = notes


def find_leaves(
    obj: object, *, name: str = "obj", pickler: type | None = None, limits: Limits = LIMITS, confirm: bool = True
) -> Probe:
    """Every leaf of `obj`, as the pickler class (ForkingPickler) would meet it now, under the default protocol.

    Call it in the context in which the real dump failed: within a spawning context, locks and queues do cross.
    No leaves and no notes means that `pickler(file).dump(obj)` works, if it is to be confirmed: by a dump, unless the
    search was one itself. (Leave it out where that dump follows anyway.) Raises KeyboardInterrupt and SystemExit of
    the objects' own code, what `pickler(file, protocol)` raises, and nothing else.
    """
    if pickler is None:
        from multiprocessing.reduction import ForkingPickler

        pickler = ForkingPickler
    rules = Rules(pickler, pickle.DEFAULT_PROTOCOL)
    collecting = gc.isenabled()
    gc.disable()  # a collection goes over the whole graph, again and again while the walk makes its own objects
    try:
        return _probe(obj, name, rules, limits, confirm)
    except Exception as error:  # never into the user's code; but never silent either
        return Probe([describe(obj, _plain_dump(obj, rules) or error, name)], [f"the search failed: {error!r:.200}"])
    finally:
        if collecting:
            gc.enable()


def _probe(obj: object, name: str, rules: Rules, limits: Limits, confirm: bool) -> Probe:
    search = Search(obj, rules, limits)
    search.run()
    leaves = entries_of(search.graph, rules, name, limits.leaves, search.notes)
    if search.suspect or (confirm and not leaves and not search.was_a_dump):
        error = _confirm(search) if not leaves else search.suspect
        if isinstance(error, RecursionError):
            leaves.append(_deep_leaf(obj, rules, name, error, limits))
        elif error is not None and not leaves:
            leaves.append(describe(obj, error, name))
    return Probe(leaves, search.notes)


def _confirm(search: Search) -> BaseException | None:
    """What a dump raises; of what was swept as a dump would, it need not be done again."""
    graph = search.graph
    memo = graph.swept() if search.exact and graph.root.state is EXPANDED else {}
    error = _plain_dump(graph.root.obj, search.rules, memo)
    return _plain_dump(graph.root.obj, search.rules) if error is not None and memo else error


def _plain_dump(obj: object, rules: Rules, memo: dict[int, tuple[int, object]] | None = None) -> BaseException | None:
    try:
        pickler = rules.pickler(SINK, rules.protocol)
        if memo:
            pickler.memo = memo
        pickler.dump(obj)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        return error
    return None


def _deep_leaf(obj: object, rules: Rules, name: str, error: BaseException, limits: Limits) -> dict[str, Any]:
    found = too_deep(obj, rules, limits.parts // 10)
    if found is None:
        return {**describe(obj, error, name), "depth": 0}
    graph, node, depth = found
    entry = entry_of(node, graph, error, name, rules)
    while entry["steps"][-1]["step"].startswith(".__reduce_ex__"):  # a part of a reduce value: its owner is meant
        node = node.edges[0][0]
        entry = entry_of(node, graph, error, name, rules)
    return {**entry, "depth": depth}


__all__ = ["LIMITS", "Limits", "Probe", "find_leaves"]
