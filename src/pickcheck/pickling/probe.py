"""Every leaf of an object: the parts that themselves will not cross a process boundary, and the ways to them.

    walk the top of the graph in Python          small graphs end here
      then, while pieces are left over
        sweep them with the C pickler            a piece without a failing object is never looked at again
        walk the pieces (or items) that were hit

The walk alone decides what is a leaf; the sweep only says where to walk.
"""

from __future__ import annotations

import gc
import pickle
from itertools import chain
from time import monotonic

from .byvalue import by_value, is_carried
from .depth import too_deep
from .facts import leaf_facts
from .graph import CLEAN, EXPANDED, OPEN, Graph
from .names import SINK, type_name
from .reduction import CONTAINERS, Rules
from .siblings import beside
from .sweep import Sweeper
from .walk import at, grow
from .ways import Route, first_way, ways

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

    from .graph import Node
    from .ways import Way

ALSO_AT = 20
BESIDES = 50  # leaves of which that is told: nobody reads it of hundreds
DEEPEST = 300  # levels of recursion down to which a sweep can be as good as a dump
BESIDE = 12  # steps of a way for which is told what lies beside it


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
    search = _Search(obj, rules, limits)
    search.run()
    leaves = _entries(search.graph, rules, name, limits, search.notes)
    if search.suspect or (confirm and not leaves and not search.was_a_dump):
        error = _confirm(search) if not leaves else search.suspect
        if isinstance(error, RecursionError):
            leaves.append(_deep_leaf(obj, rules, name, error, limits))
        elif error is not None and not leaves:
            leaves.append(describe(obj, error, name))
    return Probe(leaves, search.notes)


def describe(obj: object, exc: BaseException, name: str = "obj") -> dict[str, Any]:
    """A leaf for the root itself: for a dump that failed with `exc` although no part of it was found to fail."""
    graph = Graph(obj)
    return entry_of(graph.root, graph, exc, name, Rules(pickle.Pickler, pickle.DEFAULT_PROTOCOL))


class _Search:
    """The procedure of the module's docstring; `suspect` is a RecursionError that ended a sweep."""

    def __init__(self, obj: object, rules: Rules, limits: Limits) -> None:
        self.graph = Graph(obj)
        self.rules = rules
        self.limits = limits
        self.notes: list[str] = []
        self.suspect: RecursionError | None = None
        self.was_a_dump = False  # the C pickler went through the whole, which is a plain container, and finished
        self.exact = False  # it went through all that was not walked, as a dump would
        self._end = monotonic() + limits.seconds

    _may_be_exact = True  # once: after that something was hit

    def run(self) -> None:
        starts = [self.graph.root]
        expected: dict[int, object] = {}
        budget = self.limits.walk
        walked = 0
        while starts:
            pieces = grow(self.graph, starts, self.rules, budget)
            walked += budget
            for leaf in self.graph.leaves:
                expected.pop(id(leaf.obj), None)
            if not pieces or (not expected and walked > budget):
                break
            if len(self.graph.leaves) > self.limits.leaves:
                break
            if walked > self.limits.parts or monotonic() > self._end:
                self.notes.append(f"not all was searched: {len(pieces)} parts are left after {walked} steps")
                break
            starts, expected = self._sweep(pieces)
            whole = len(pieces) == 1 and pieces[0] is self.graph.root and id(type(pieces[0].obj)) in CONTAINERS
            self.was_a_dump = whole and not starts and not expected and not self.notes
            self.exact = self.exact and walked == budget and not starts and not expected
            budget *= 4

    def _sweep(self, pieces: list[Node]) -> tuple[list[Node], dict[int, object]]:
        levels = self.graph.levels()
        sweeper = Sweeper(self.rules, self.graph, levels if self._may_be_exact and levels <= DEEPEST else 0)
        hit: list[Node] = []
        expected: dict[int, object] = {}
        for node in pieces:
            found = sweeper.sweep(node.obj)
            expected.update(found.objects)
            if isinstance(found.aborted, RecursionError):
                self.suspect = found.aborted
            if found.aborted is not None:
                expected[id(found)] = found  # never met by the walk, so the walk goes on
            if not found.complete:
                self.notes.append(f"a {type_name(type(node.obj))} was not searched to its end: {found.aborted!r:.200}")
            if not found:
                node.state = CLEAN
            elif id(type(node.obj)) in CONTAINERS:
                hit.extend(self._items(node, found.indices))
            else:
                hit.append(node)
        sweeper.end()
        self.exact = sweeper.exact
        self._may_be_exact = False
        return hit, expected

    def _items(self, node: Node, indices: set[int]) -> list[Node]:
        node.state = EXPANDED
        reached = [self.graph.reach(node, place, part) for place, part in at(node, indices)]
        return [new for new in reached if new is not None and new.state is OPEN]


def _entries(graph: Graph, rules: Rules, name: str, limits: Limits, notes: list[str]) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    by_class: dict[int, dict[str, Any]] = {}
    for node in graph.leaves:
        cls = type(node.obj) if node.value is not None else None
        assert node.error is not None
        known = by_class.get(id(cls)) if cls is not None else None
        if known is not None:
            known["cls"]["instances"] += 1
            if len(known["also_at"]) < ALSO_AT:
                known["also_at"].append(Route(first_way(node, graph.root), name, rules.protocol).path)
            continue
        if len(entries) >= limits.leaves:
            notes.append(f"only {limits.leaves} of at least {len(graph.leaves)} parts that fail are described")
            break
        entry = entry_of(node, graph, node.error, name, rules, besides=len(entries) < BESIDES)
        entries.append(entry)
        if cls is not None:
            by_class[id(cls)] = entry
    return entries


def entry_of(
    node: Node, graph: Graph, error: BaseException, name: str, rules: Rules, besides: bool = True
) -> dict[str, Any]:
    """The plain facts of one leaf: its paths, what it is, and (``besides``) what lies beside the way to it."""
    routes = _routes(node, graph, name, rules.protocol)
    first = routes[0]
    cls = type(node.obj) if node.value is not None else None
    entry: dict[str, Any] = {
        "path": first.path,
        "also_at": [route.path for route in routes[1:]],
        "steps": first.steps,
        "beside": _beside(first) if besides else [None] * len(first.steps[:BESIDE]),
        "within": first.within,
        **leaf_facts(node.obj, error, cls),
        "by_value": _by_value(node, rules),
    }
    if cls is not None:
        entry["cls"]["instances"] = 1
    return entry


def _routes(node: Node, graph: Graph, name: str, protocol: int) -> list[Route]:
    """The ways to a leaf, the shortest first; of those within the same standard library's object only one."""
    routes: list[Route] = []
    seen: set[str] = set()
    first = first_way(node, graph.root)
    for way in chain((first,), (way for way in ways(node, graph.root) if not _same(way, first))):
        route = Route(way, name, protocol)
        key = route.path if route.within is None else route.within["path"]
        if key not in seen:
            seen.add(key)
            routes.append(route)
        if len(routes) > ALSO_AT:
            break
    return routes


def _same(way: Way, other: Way) -> bool:
    return len(way) == len(other) and all(a[0] is b[0] and a[1] is b[1] for a, b in zip(way, other, strict=True))


def _beside(route: Route) -> list[dict[str, Any] | None]:
    """For each of the first steps of a way what lies beside it."""
    pairs = list(zip(route.holders, route.steps, strict=True))[:BESIDE]
    return [None if holder is None else beside(holder, step["step"]) for holder, step in pairs]


def _by_value(node: Node, rules: Rules) -> bool | None:
    if node.value is None and not is_carried(node.obj):
        return False
    try:
        return by_value(node.obj, rules)
    except Exception:  # hostile metaclasses, dictionaries that change
        return None


def _confirm(search: _Search) -> BaseException | None:
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


__all__ = ["Limits", "Probe", "describe", "find_leaves"]
