"""The walk in Python: the parts of an object as the C pickler saves them, breadth first, within a budget."""

from __future__ import annotations

from collections import deque
from itertools import islice

from .graph import EXPANDED, LEAF, OPEN
from .reduction import ATOMS, CLASS_FAILS, CONTAINERS, FAILS, PARTS, is_newobj

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from .graph import Graph, Node, Place
    from .reduction import Rules

    Part = tuple[Place, object]

WIDE = 64  # containers of more parts than this are swept rather than walked
_DICT = id(dict)
_SETS = frozenset(map(id, (set, frozenset)))


def grow(graph: Graph, starts: Iterable[Node], rules: Rules, budget: int) -> list[Node]:
    """Expand the graph from `starts` breadth first, looking at about `budget` parts; the nodes left unexpanded.

    Wide containers come last, and only if the budget is enough for all of them: a partial look is of no use.
    """
    queue = deque(starts)
    wide: list[Node] = []
    while queue and budget > 0:
        node = queue.popleft()
        if node.state is OPEN:
            if _size(node.obj) > WIDE:
                wide.append(node)
            else:
                budget -= _expand_into(queue, graph, node, rules)
        if not queue and sum(_size(node.obj) for node in wide) * 2 <= budget:
            for node in wide:
                budget -= _expand_into(queue, graph, node, rules)
            wide = []
    return [*wide, *(node for node in queue if node.state is OPEN)]


def _expand_into(queue: deque[Node], graph: Graph, node: Node, rules: Rules) -> int:
    parts = expand(graph, node, rules)
    for place, part in parts:
        if id(type(part)) not in ATOMS or rules.persistent_id is not None:
            new = graph.reach(node, place, part)
            if new is not None:
                queue.append(new)
    return len(parts) + 1


def expand(graph: Graph, node: Node, rules: Rules) -> list[Part]:
    """The parts of one node, in pickling order; the node is a leaf afterwards if its own reduction fails."""
    node.state = EXPANDED
    if rules.persistent_id is not None:
        try:
            pid = rules.persistent_id(node.obj)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as failed:
            return _leaf(graph, node, failed)
        if pid is not None:
            return [] if id(type(pid)) in ATOMS else [(("pid",), pid)]
    kind = id(type(node.obj))
    if kind in ATOMS:
        return []
    return list(contents(node.obj)) if kind in CONTAINERS else _reduced(graph, node, rules)


def _reduced(graph: Graph, node: Node, rules: Rules) -> list[Part]:
    verdict, value, error = rules.reduce(node.obj)
    if verdict is FAILS and error is not None:
        return _leaf(graph, node, error)
    if verdict is CLASS_FAILS and error is not None:
        _leaf(graph, node, error)
    if verdict in (PARTS, CLASS_FAILS):
        node.value = value
        try:
            return [*_class(node.obj, rules), *_parts(node.obj, value)]
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as failed:  # an iterator of list or dictionary items raised
            if node.error is not None:
                return []
            node.value = None
            return _leaf(graph, node, failed)
    return []


def _class(obj: object, rules: Rules) -> Iterable[Part]:
    """The object's class, where the pickler sends it by value."""
    if rules.override is not None and rules.reduce(type(obj))[0] is PARTS:
        yield ("p", 1, 0), type(obj)


def _leaf(graph: Graph, node: Node, error: BaseException) -> list[Part]:
    node.state = LEAF
    graph.blame(node, error)
    return []


def _size(obj: Any) -> int:
    return len(obj) if id(type(obj)) in CONTAINERS else 1


def contents(obj: Any) -> Iterable[Part]:
    """The parts of a plain container, but for keys that are atoms."""
    kind = id(type(obj))
    if kind == _DICT:
        for key, value in list(obj.items()):
            if id(type(key)) not in ATOMS:
                yield ("key", key), key
            yield ("k", key), value
    elif kind in _SETS:
        for member in list(obj):
            yield ("m",), member
    else:
        for index, item in enumerate(list(obj)):
            yield ("i", index), item


def _parts(obj: object, value: tuple[Any, ...]) -> Iterable[Part]:
    function, args, state, items, pairs, setter = tuple(value) + (None,) * (6 - len(value))
    cls = type(obj)
    if function is not cls and not is_newobj(function):
        yield ("p", 0), function
    for number, arg in enumerate(args):
        if arg is not cls and id(type(arg)) not in ATOMS:
            yield ("p", 1, number), arg
    if items is not None:
        yield from _items(list(items))
    if pairs is not None:
        yield from _pairs(list(pairs))
    if state is not None:
        if setter is not None:
            yield ("p", 5), setter
        yield ("p", 2), state


def _items(items: list[object]) -> Iterable[Part]:
    if len(items) > WIDE:
        yield ("li",), items  # as one list, which can be swept like any other wide list
        return
    for index, item in enumerate(items):
        yield ("i", index), item


def _pairs(pairs: list[Any]) -> Iterable[Part]:
    keys = [pair[0] for pair in pairs]
    values = [pair[1] for pair in pairs]
    odd = [key for key in keys if id(type(key)) not in ATOMS]
    if len(pairs) > WIDE:
        if odd:
            yield ("dk", odd), odd
        yield ("di", keys), values
        return
    for key, value in zip(keys, values, strict=True):
        if id(type(key)) not in ATOMS:
            yield ("key", key), key
        yield ("k", key), value


def at(node: Node, indices: Iterable[int]) -> Iterable[Part]:
    """Some parts of a plain container by their position (the iteration order, as in sweep.py)."""
    wanted = sorted(set(indices))
    obj: Any = node.obj
    items = list(islice(obj, wanted[-1] + 1)) if wanted else []
    for index in wanted:
        if index >= len(items):
            break
        item = items[index]
        if id(type(obj)) == _DICT:
            if id(type(item)) not in ATOMS:
                yield ("key", item), item
            yield ("k", item), obj[item]
        else:
            yield (("m",) if id(type(obj)) in _SETS else ("i", index)), item
