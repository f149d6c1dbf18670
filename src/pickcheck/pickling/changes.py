"""What loads, but as another thing: parts whose type changed, or which others know by their identity.

The object and what came of it are walked side by side, as far as their reduce values are alike.
"""

from __future__ import annotations

import pickle
import sys
from collections import deque
from itertools import chain, islice, takewhile

from .facts import globals_of, leaf_facts
from .graph import Graph
from .load import LoadProbe
from .names import is_stdlib, module_of, qualname, type_name
from .reduction import ATOMS, CONTAINERS, Rules
from .walk import contents, expand
from .ways import Route, first_way

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from .graph import Node
    from .walk import Part

MOST = 20_000  # parts that are compared
TYPE, IDENTITY, TWIN = "type", "identity", "twin"
_SETS = frozenset(map(id, (set, frozenset)))


def find_changes(
    obj: object, loaded: object, *, name: str = "obj", pickler: type | None = None, most: int = MOST
) -> LoadProbe:
    """The parts of `obj` that are not what they were in `loaded`, its twin after pickling in this process.

    A leaf's "load" has the event "type" (with "arrives_as"), "identity" (a sentinel: an `object()` that is bound in a
    module) or "twin" (an instance of a class of `__main__` whose file is also loaded under its own name).
    """
    if pickler is None:
        from multiprocessing.reduction import ForkingPickler

        pickler = ForkingPickler
    search = _Search(name, Rules(pickler, pickle.DEFAULT_PROTOCOL), most)
    try:
        search.run(obj, loaded)
    except Exception as error:  # hostile objects
        search.probe.notes.append(f"comparing what was loaded failed: {error!r:.200}")
    return search.probe


class _Search:
    def __init__(self, name: str, rules: Rules, most: int) -> None:
        self.name = name
        self.rules = rules
        self.most = most
        self.probe = LoadProbe([], [])
        self._sentinels: dict[int, tuple[str, str]] | None = None
        self._twins: dict[int, tuple[type, str | None]] = {}
        self._told: set[Any] = set()

    def run(self, obj: object, loaded: object) -> None:
        graph, other = Graph(obj), Graph(loaded)
        queue = deque([(graph.root, other.root)])
        looked = 0
        while queue:
            node, twin = queue.popleft()
            looked += 1
            if looked > self.most:
                self.probe.notes.append(f"only the first {self.most} parts were compared with what was loaded")
                return
            if self._compare(graph, node, twin.obj):
                room = self.most - looked - len(queue) + 1  # one more, which is what is then not compared
                queue.extend(islice(self._pairs(graph, node, other, twin), max(room, 0)))

    def _pairs(self, graph: Graph, node: Node, other: Graph, twin: Node) -> Iterator[tuple[Node, Node]]:
        """Parts that are no atoms, each with its counterpart; none where the two are not made of the same parts."""
        for (place, part), (_, counterpart) in self._parts(graph, node, other, twin):
            if id(type(part)) in ATOMS:
                continue
            new = graph.reach(node, place, part)
            partner = other.reach(twin, place, counterpart)
            if new is not None and partner is not None:
                yield new, partner

    def _parts(self, graph: Graph, node: Node, other: Graph, twin: Node) -> Iterable[tuple[Part, Part]]:
        if id(type(node.obj)) in _SETS:
            return ()  # there is no telling which member became which
        if id(type(node.obj)) in CONTAINERS and self.rules.persistent_id is None:
            return self._contained(node.obj, twin.obj)
        mine, theirs = expand(graph, node, self.rules), expand(other, twin, self.rules)
        alike = [place[0] for place, _ in mine] == [place[0] for place, _ in theirs]
        return zip(mine, theirs, strict=True) if alike else ()

    def _contained(self, mine: Any, theirs: Any) -> Iterable[tuple[Part, Part]]:
        """The same of plain containers, which may be of millions: not a list of all of them."""
        if len(mine) != len(theirs) or all(kind in ATOMS for kind in set(map(id, map(type, _values(mine))))):
            return ()
        both = zip(contents(mine), contents(theirs), strict=False)
        return takewhile(lambda pair: pair[0][0][0] == pair[1][0][0], both)

    def _compare(self, graph: Graph, node: Node, twin: object) -> bool:
        """Note what changed; whether their parts are to be compared."""
        obj, cls = node.obj, type(node.obj)
        if obj is twin and not issubclass(cls, type):
            return False
        if type(twin) is not cls:
            if not is_stdlib(cls):
                self._tell(graph, node, TYPE, cls, arrives_as=type_name(type(twin)))
            return False
        if cls is object:
            found = self._sentinel(obj)
            if found is not None:
                self._tell(graph, node, IDENTITY, id(obj), module=found[0], qualname=found[1])
        shown: Any = obj if issubclass(cls, type) else cls
        if module_of(shown) == "__main__":
            module = self._twin_module(shown)
            if module is not None:
                self._tell(graph, node, TWIN, shown, module=module, qualname=qualname(shown))
        return obj is not twin

    def _twin_module(self, cls: type) -> str | None:
        if id(cls) not in self._twins:
            self._twins[id(cls)] = cls, twin_module(cls)
        return self._twins[id(cls)][1]

    def _sentinel(self, obj: object) -> tuple[str, str] | None:
        if self._sentinels is None:
            self._sentinels = sentinels()
        return self._sentinels.get(id(obj))

    def _tell(self, graph: Graph, node: Node, event: str, about: Any, **facts: str) -> None:
        if (event, about) in self._told:
            return
        self._told.add((event, about))
        route = Route(first_way(node, graph.root), self.name, self.rules.protocol)
        cls = type(node.obj) if event == TWIN else None
        self.probe.leaves.append(
            {
                "path": route.path,
                "also_at": [],
                "steps": route.steps,
                "within": route.within,
                **leaf_facts(node.obj, None, cls),
                "by_value": None,
                "load": {"event": event, "module": "?", "qualname": "?", **facts},
            }
        )


def _values(obj: Any) -> Iterable[object]:
    return chain(obj, obj.values()) if type(obj) is dict else obj


def sentinels() -> dict[int, tuple[str, str]]:
    """Every `object()` that is bound in a module outside the standard library: by identity, the module and the name."""
    found: dict[int, tuple[str, str]] = {}
    for module in list(sys.modules):
        if module.partition(".")[0] in sys.stdlib_module_names:
            continue
        for name, value in list(globals_of(module).items()):
            if type(value) is object and type(name) is str:
                found.setdefault(id(value), (module, name))
    return found


def twin_module(cls: type) -> str | None:
    """Another module, loaded from the main module's own file, that has a class of the same name which is not this one."""
    file = globals_of("__main__").get("__file__")
    if type(file) is not str:
        return None
    for module in list(sys.modules):
        entries = globals_of(module)
        if module in ("__main__", "__mp_main__") or entries.get("__file__") != file:
            continue
        other = entries.get(qualname(cls))
        if issubclass(type(other), type) and other is not cls:
            return module
    return None
