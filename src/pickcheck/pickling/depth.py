"""A graph too deep for the pickler: where it becomes so."""

from __future__ import annotations

from pickle import Pickler

from .graph import Graph
from .names import SINK
from .reduction import ATOMS
from .walk import expand

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .graph import Node
    from .reduction import Rules

MOST = 1 << 20  # levels of nesting tried at most
_LIST = 2  # `save` counts a level, and so do `save_list` and `save_dict` (Modules/_pickle.c 3.10-3.13)


def levels(rules: Rules) -> int:
    """How many nested lists the C pickler manages from here (sys.setrecursionlimit, or the C stack on 3.12+)."""
    works, fails = 1, 2
    while fails <= MOST and _dumps(fails):
        works, fails = fails, fails * 2
    while fails - works > max(1, works // 100):
        middle = (works + fails) // 2
        works, fails = (middle, fails) if _dumps(middle) else (works, middle)
    return works


def _dumps(depth: int) -> bool:
    nested: list[object] = []
    for _ in range(depth - 1):
        nested = [nested]
    try:
        Pickler(SINK).dump(nested)
    except RecursionError:
        return False
    return True


def too_deep(obj: object, rules: Rules, most_nodes: int) -> tuple[Graph, Node, int] | None:
    """The first object in pickling order below which the pickler cannot go, in a graph of its own; and its depth.

    None if no object lies that deep among the first `most_nodes`.
    """
    left = levels(rules) * _LIST
    graph = Graph(obj)
    stack: list[tuple[Iterator[Node], int]] = [(iter([graph.root]), 0)]
    for _ in range(most_nodes):
        node = next(stack[-1][0], None)
        while node is None:
            left += stack.pop()[1]
            if not stack:
                return None
            node = next(stack[-1][0], None)
        cost = _LIST if type(node.obj) is list or type(node.obj) is dict else 1
        left -= cost
        if left <= 0:
            return graph, node, len(stack)
        stack.append((_children(graph, node, rules), cost))
    return None


def _children(graph: Graph, node: Node, rules: Rules) -> Iterator[Node]:
    for place, part in expand(graph, node, rules):
        new = None if id(type(part)) in ATOMS else graph.reach(node, place, part)
        if new is not None:
            yield new
