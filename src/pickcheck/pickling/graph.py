"""The part of an object's graph that was walked in Python: nodes, and every edge by which each was reached.

A node is one object that the pickler saves; an edge says where in its parent's serialization it lies (a `Place`):

    ("i", index)        item of a list, tuple or other sequence         ("k", key)    value of a dictionary
    ("m",)              member of a set                                 ("key", key)  the key of a dictionary itself
    ("p", n)            part n of the reduce value                      ("p", 1, n)   one of its arguments
    ("li",) ("di", keys) ("dk", keys)   many list items, dictionary values or keys of a reduce value, as one list
    ("pid",)            the persistent id
"""

from __future__ import annotations

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

    Place = tuple[Any, ...]

_BY_NAME = frozenset(map(id, (type, type(len), type(lambda: 0))))
OPEN, EXPANDED, LEAF, CLEAN = "open", "expanded", "leaf", "clean"  # CLEAN: swept; nothing unknown hangs below


class Node:
    """One object of the graph: how it was reached (`edges`: parent and place), and what is known of it."""

    __slots__ = ("depth", "edges", "error", "obj", "state", "value")

    def __init__(self, obj: object, depth: int) -> None:
        self.obj = obj
        self.depth = depth
        self.edges: list[tuple[Node, Place]] = []
        self.state = OPEN
        self.error: BaseException | None = None  # why it is a leaf
        self.value: tuple[Any, ...] | None = None  # its reduce value; it also keeps the parts alive, and so their ids


class Graph:
    """Nodes by the identity of their objects, in the order they were found (breadth first, in pickling order)."""

    def __init__(self, root: object) -> None:
        self.root = Node(root, 0)
        self.nodes: dict[int, Node] = {id(root): self.root}
        self.leaves: list[Node] = []

    def reach(self, parent: Node, place: Place, obj: object) -> Node | None:
        """Add an edge; the node if it is new, None if it was known."""
        node = self.nodes.get(id(obj))
        new = node is None
        if node is None:
            node = self.nodes[id(obj)] = Node(obj, parent.depth + 1)
        node.edges.append((parent, place))
        return node if new else None

    def blame(self, node: Node, error: BaseException) -> None:
        """Make the node a leaf."""
        node.error = error
        self.leaves.append(node)

    def memo(self, ending: int | None = None) -> dict[int, tuple[int, object]]:
        """A C pickler's memo in which everything that was reached has been pickled already.

        ending: a number for what has parts, that is to end a dump which comes back to it.
        """
        found = {key: (number, node.obj) for number, (key, node) in enumerate(self.nodes.items())}
        if ending is not None:
            found.update((key, (ending, obj)) for key, (_, obj) in found.items() if id(type(obj)) not in _BY_NAME)
        return found

    def swept(self) -> dict[int, tuple[int, object]]:
        """The same of what was swept and is fine."""
        clean = [(key, node.obj) for key, node in self.nodes.items() if node.state is CLEAN]
        return {key: (number, obj) for number, (key, obj) in enumerate(clean)}

    def levels(self) -> int:
        """How deep in the pickler's recursion a node may lie: at most 3 levels an edge, on the way by which it is met."""
        inner = [node for node in self.nodes.values() if node.state is EXPANDED and node is not self.root]
        if all(len(node.edges) == 1 for node in inner):
            return 3 * max((node.depth for node in inner), default=0) + 6
        return 3 * len(inner) + 6
