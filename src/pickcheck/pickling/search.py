"""The search for leaves: a walk in Python, and sweeps with the C pickler that say where to walk.

    walk the top of the graph in Python          small graphs end here
      then, while pieces are left over
        sweep them with the C pickler            a piece without a failing object is never looked at again
        walk the pieces (or items) that were hit

The walk alone decides what is a leaf; the sweep only says where to walk.
"""

from __future__ import annotations

from time import monotonic

from .graph import CLEAN, EXPANDED, OPEN, Graph
from .names import type_name
from .reduction import CONTAINERS, Rules
from .sweep import Sweeper
from .walk import at, grow

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from .graph import Node
    from .probe import Limits

_DEEPEST = 300  # levels of recursion down to which a sweep can be as good as a dump


class Search:
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
        sweeper = Sweeper(self.rules, self.graph, levels if self._may_be_exact and levels <= _DEEPEST else 0)
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
