"""The plain facts of leaves: the paths to each, what it is, and what lies beside the way to it."""

from __future__ import annotations

import pickle
from itertools import chain

from .byvalue import by_value, is_carried
from .facts import leaf_facts
from .graph import Graph
from .reduction import Rules
from .siblings import beside
from .ways import Route, first_way, ways

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

    from .graph import Node
    from .ways import Way

ALSO_AT = 20
BESIDES = 50  # leaves of which that is told: nobody reads it of hundreds
BESIDE = 12  # steps of a way for which is told what lies beside it


def describe(obj: object, exc: BaseException, name: str = "obj") -> dict[str, Any]:
    """A leaf for the root itself: for a dump that failed with `exc` although no part of it was found to fail."""
    graph = Graph(obj)
    return entry_of(graph.root, graph, exc, name, Rules(pickle.Pickler, pickle.DEFAULT_PROTOCOL))


def entries_of(graph: Graph, rules: Rules, name: str, most: int, notes: list[str]) -> list[dict[str, Any]]:
    """The facts of all leaves, ``most`` of them; all instances of a class that cannot be sent are one."""
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
        if len(entries) >= most:
            notes.append(f"only {most} of at least {len(graph.leaves)} parts that fail are described")
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
