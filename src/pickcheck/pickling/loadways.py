"""The symbols of a pickle as a graph: the expression that leads from its root to each of them."""

from __future__ import annotations

from collections import deque

from .names import type_name
from .symbol_parts import CONTAINERS, children
from .symbols import Made, Ref, class_of
from .ways import LONGEST, is_transparent

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .symbol_parts import Child

ALSO_AT = 20


class Map:
    """Every symbol that the root holds, with the shortest way to it and the other ways' last steps."""

    def __init__(self, root: object, name: str) -> None:
        self.name = name
        self.root = root
        self.up: dict[int, tuple[object, str]] = {}
        self.others: dict[int, list[tuple[object, str]]] = {}
        self._kept: list[object] = [root]
        seen = {id(root)}
        queue = deque([root])
        while queue:
            parent = queue.popleft()
            for step, child in children(parent):
                if type(child) is not Made and type(child) is not Ref and type(child) not in CONTAINERS:
                    continue
                if id(child) not in seen:
                    seen.add(id(child))
                    self._kept.append(child)
                    self.up[id(child)] = parent, step
                    queue.append(child)
                else:
                    self.others.setdefault(id(child), []).append((parent, step))

    def __iter__(self) -> Iterator[object]:
        return iter(self._kept)

    def __contains__(self, symbol: object) -> bool:
        return symbol is self.root or id(symbol) in self.up

    def way(self, symbol: object) -> list[Child]:
        """The steps from the root, each with what it leads to."""
        way: list[Child] = []
        while symbol is not self.root:
            parent, step = self.up[id(symbol)]
            way.append((step, symbol))
            symbol = parent
        way.append((self.name, symbol))
        way.reverse()
        return way if len(way) <= LONGEST else [*way[:LONGEST], (" ...", way[-1][1])]

    def path(self, symbol: object) -> str:
        """The shortest way as one expression."""
        return "".join(step for step, _ in self.way(symbol))

    def also_at(self, symbol: object) -> list[str]:
        """Other expressions for the same object."""
        own = self.path(symbol)
        paths = (self.path(parent) + step for parent, step in self.others.get(id(symbol), [])[: 2 * ALSO_AT])
        return [path for path in dict.fromkeys(paths) if path != own and not _leads_on(own, path)][:ALSO_AT]

    def within(self, way: list[Child]) -> dict[str, str] | None:
        """The outermost object of the standard library that holds the last of the way."""
        path = ""
        for position, (step, symbol) in enumerate(way[:-1]):
            path += step
            cls = class_of(symbol) if type(symbol) is Made else None
            if cls is None or is_transparent(cls, started=position == 0):
                continue
            return {"path": path, "type": type_name(cls)}
        return None


def _leads_on(path: str, longer: str) -> bool:
    """Whether the longer one goes through the object of the first: round a circle."""
    return longer.startswith(path) and longer[len(path)] in ".[{"
