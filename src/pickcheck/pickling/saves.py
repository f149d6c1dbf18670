"""The leaves of an object under a pickler written in Python (dill), which has a method `save` to hang on to.

Its `save` calls itself for every part: the calls under way are the way from the root. A part that fails is noted and
taken as saved, so that the others are found too; what is written is thrown away.
"""

from __future__ import annotations

import pickle
from types import CellType

from .entries import entry_of
from .graph import Graph, Node
from .names import SINK
from .probe import Probe
from .reduction import ATOMS, CONTAINERS, Rules

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

    from .graph import Place

LEAVES = 1000


def find_leaves_in_python(obj: object, pickler: type, *, name: str = "obj", most: int = LEAVES) -> Probe:
    """Every leaf of `obj` as this pickler class meets it: one that has the method `save` of `pickle._Pickler`.

    Raises KeyboardInterrupt and SystemExit of the objects' own code, and what `pickler(file, protocol)` raises.
    """
    base: Any = pickler
    if _works(base, obj):  # it may try something, fail, and do it otherwise: that is no leaf
        return Probe([], [])
    graph = Graph(obj)
    stack: list[Node] = []

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
                if len(graph.leaves) == count and node.error is None and len(graph.leaves) <= most:
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
    if len(graph.leaves) > most:
        del graph.leaves[most:]
        notes.append(f"only {most} of the parts that fail are described")
    _fill_places(graph)
    rules = Rules(pickle.Pickler, pickle.DEFAULT_PROTOCOL)
    leaves = [entry_of(leaf, graph, leaf.error, name, rules) for leaf in graph.leaves if leaf.error is not None]
    for leaf in leaves:  # parts of a reduce value are those of pickle, not of this pickler
        leaf["also_at"] = [path for path in leaf["also_at"] if "__reduce_ex__" not in path]
    return Probe(leaves, notes)


def _works(pickler: Any, obj: object) -> bool:
    try:
        pickler(SINK, pickle.DEFAULT_PROTOCOL).dump(obj)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        return False
    return True


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
        parents = [_cell(parent.obj, graph) or parent for parent, _ in node.edges]
        node.edges = [(parent, _place(parent.obj, node.obj)) for parent in parents]
        for parent, _ in node.edges:
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)


def _cell(parts: Any, graph: Graph) -> Node | None:
    """The cell that dill fills afterwards, by `setattr(cell, "cell_contents", value)`: it is what holds the value."""
    if type(parts) is tuple and len(parts) == 3 and type(parts[0]) is CellType and parts[1] == "cell_contents":
        return graph.nodes.get(id(parts[0]))
    return None


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
