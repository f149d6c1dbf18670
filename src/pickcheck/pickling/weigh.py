"""How many bytes of a pickle each part of an object takes."""

from __future__ import annotations

import pickle

from .graph import Graph
from .reduction import ATOMS, Rules
from .walk import expand
from .ways import Route, first_way

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

    from .graph import Node

WIDE = 1000  # parts of one object that are weighed one by one


class _Scale:
    """A file that only counts."""

    def __init__(self) -> None:
        self.bytes = 0

    def write(self, data: Any) -> None:
        self.bytes += memoryview(data).nbytes


def weigh(
    obj: object, *, name: str = "obj", pickler: type | None = None, share: float = 0.05, most: int = 50
) -> dict[str, int]:
    """Bytes by path, the heaviest first: the whole, and parts of it down to `share` of the whole, at most `most`.

    A part that hangs at several places is counted at the first only, as it is pickled only once. Every part costs a
    few bytes of its own framing. Raises what pickling raises.
    """
    if pickler is None:
        from multiprocessing.reduction import ForkingPickler

        pickler = ForkingPickler
    rules = Rules(pickler, pickle.DEFAULT_PROTOCOL)
    graph = Graph(obj)
    total = _bytes(rules, [obj])[0]
    weights = {name: total}
    heavy = [(total, graph.root)]
    while heavy and len(weights) < most:
        heavy.sort(key=lambda pair: pair[0])
        _, node = heavy.pop()
        for size, part in _parts(graph, node, rules):
            if size >= total * share and len(weights) < most:
                heavy.append((size, part))
                route = Route(first_way(part, graph.root), name, rules.protocol)
                if ".__reduce_ex__(" not in route.steps[-1]["step"]:  # pickle's own: the state, a tuple of arguments
                    weights[route.path] = size
    return dict(sorted(weights.items(), key=lambda item: -item[1]))


def _parts(graph: Graph, node: Node, rules: Rules) -> list[tuple[int, Node]]:
    children = []
    for place, part in expand(graph, node, rules)[:WIDE]:
        if id(type(part)) not in ATOMS or type(part) in (str, bytes, bytearray, int):
            new = graph.reach(node, place, part)
            if new is not None:
                children.append(new)
    sizes = _bytes(rules, [child.obj for child in children])
    return list(zip(sizes, children, strict=True))


def _bytes(rules: Rules, parts: list[object]) -> list[int]:
    scale = _Scale()
    instance: Any = rules.pickler(scale, rules.protocol)  # its memo lives on: what is shared is counted once
    sizes = []
    for part in parts:
        before = scale.bytes
        instance.dump(part)
        sizes.append(scale.bytes - before)
    return sizes
