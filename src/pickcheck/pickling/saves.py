"""The leaves of an object under a pickler written in Python (dill), which has a method `save` to hang on to.

Its `save` calls itself for every part: the calls under way are the way from the root. A part that fails is noted and
taken as saved, so that the others are found too; what is written is thrown away.
"""

from __future__ import annotations

import pickle

from .graph import Graph, Node
from .names import SINK
from .probe import Probe, entry_of
from .reduction import ATOMS, CONTAINERS, Rules

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

    from .graph import Place

LEAVES = 1000


def find_leaves_in_python(obj: object, pickler: type, *, name: str = "obj") -> Probe:
    """Every leaf of `obj` as this pickler class meets it: one that has the method `save` of `pickle._Pickler`.

    Raises KeyboardInterrupt and SystemExit of the objects' own code, and what `pickler(file, protocol)` raises.
    """
    graph = Graph(obj)
    stack: list[Node] = []
    base: Any = pickler

    class Tracing(base):  # type: ignore[misc]
        def save(self, part: object, *args: Any, **words: Any) -> None:
            node = _enter(graph, stack, part)
            stack.append(node)
            count = len(graph.leaves)
            try:
                super().save(part, *args, **words)
            except (KeyboardInterrupt, SystemExit):
                raise
            except RecursionError:
                raise
            except BaseException as error:
                if len(graph.leaves) == count and node.error is None and len(graph.leaves) < LEAVES:
                    graph.blame(node, error)
            finally:
                stack.pop()

    Tracing.__name__, Tracing.__qualname__, Tracing.__module__ = base.__name__, base.__qualname__, base.__module__
    notes: list[str] = []
    try:
        Tracing(SINK, pickle.DEFAULT_PROTOCOL).dump(obj)
    except RecursionError as error:
        graph.leaves = []
        graph.blame(graph.root, error)
        notes.append("too deep to be looked through in Python")
    _fill_places(graph)
    rules = Rules(pickle.Pickler, pickle.DEFAULT_PROTOCOL)
    return Probe(
        [entry_of(leaf, graph, leaf.error, name, rules) for leaf in graph.leaves if leaf.error is not None], notes
    )


def _enter(graph: Graph, stack: list[Node], part: object) -> Node:
    if not stack:
        return graph.root
    parent = stack[-1]
    if id(type(part)) in ATOMS:
        return Node(part, parent.depth + 1)
    return graph.reach(parent, (), part) or graph.nodes[id(part)]


def _fill_places(graph: Graph) -> None:
    """Tell the places on the ways to the leaves, which were left open: nobody asks for the others."""
    stack, seen = list(graph.leaves), set(graph.leaves)
    while stack:
        node = stack.pop()
        node.edges = [(parent, _place(parent.obj, node.obj)) for parent, _ in node.edges]
        for parent, _ in node.edges:
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)


def _place(parent: Any, part: object) -> Place:
    """Where the part lies in what is being saved; ("p", 2) where that is not one of the plain containers."""
    kind = type(parent)
    if id(kind) not in CONTAINERS:
        return ("p", 2)
    if kind is dict:
        for key, value in parent.items():
            if value is part:
                return ("k", key)
            if key is part:
                return ("key", key)
    elif kind is list or kind is tuple:
        for index, item in enumerate(parent):
            if item is part:
                return ("i", index)
    else:
        return ("m",)
    return ("p", 2)
