"""Ways from the root to a leaf, backwards along the edges, and how they read."""

from __future__ import annotations

from collections import deque
from types import CellType, FunctionType

from .names import is_of_stdlib, is_stdlib, module_of, mro, qualname, type_name
from .steps import next_step

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .graph import Node, Place

    Way = list[tuple[Place | None, object]]  # root first; the place of an object in the one before it
    Link = tuple[Node, Place | None, Any]  # a node, its place in ..., the link after it (towards the leaf)

LONGEST = 1000  # steps that are written out: the compiler takes no much longer expression either
_CUT = " ..."
SEARCH = 3000  # forks looked at for one leaf

# What users see through: holders of other people's objects, and callables.
_TRANSPARENT = frozenset(
    (
        *("builtins", "collections", "collections.abc", "_collections", "functools", "_functools", "operator"),
        *("_operator", "types", "typing", "itertools", "copyreg", "dataclasses", "enum", "argparse", "contextlib"),
        "unittest.mock",
    )
)
_TRANSPARENT_CLASSES = frozenset(
    (
        *("builtins.BaseException", "logging.LogRecord"),
        *(f"concurrent.futures.process.{name}" for name in ("_CallItem", "_ResultItem", "_WorkItem")),
        *("concurrent.futures.process._ExceptionWithTraceback", "multiprocessing.pool.ExceptionWithTraceback"),
    )
)
_PROCESS = frozenset(("multiprocessing.process.BaseProcess",))


def first_way(leaf: Node, root: Node) -> Way:
    """The way by which the walk came to the leaf."""
    link: Link = (leaf, None, None)
    while link[0] is not root:
        link = _up(link, *link[0].edges[0])
    return _unwind(link)


def ways(leaf: Node, root: Node) -> Iterator[Way]:
    """Every way from the root to the leaf that meets no object twice, shortest first, within SEARCH forks."""
    queue: deque[Link] = deque([(leaf, None, None)])
    looked = 0
    while queue and looked < SEARCH:
        looked += 1
        link = queue.popleft()
        while link[0] is not root and len(link[0].edges) == 1:  # no choice: however far it is, it costs nothing
            link = _up(link, *link[0].edges[0])
        if link[0] is root:
            yield _unwind(link)
        elif not _on_way(link[0], link[2]):  # every circle has a node with a choice
            queue.extend(_up(link, parent, place) for parent, place in link[0].edges)


def _up(link: Link, parent: Node, place: Place) -> Link:
    return parent, None, (link[0], place, link[2])


def _on_way(node: Node, link: Any) -> bool:
    while link is not None:
        if link[0] is node:
            return True
        link = link[2]
    return False


def _unwind(link: Any) -> Way:
    way: Way = []
    while link is not None:
        way.append((link[1], link[0].obj))
        link = link[2]
    return way


class Route:
    """One way, written: `path`, its `steps`, and the standard library's object it goes `within`; `holders`, for each
    step the object that it starts from, None inside of what `within` names."""

    __slots__ = ("_free", "holders", "path", "steps", "within")

    def __init__(self, way: Way, name: str, protocol: int) -> None:
        self.path = name
        self._free: tuple[str, ...] = ()  # of the function whose closure the way goes through
        self.steps: list[dict[str, Any]] = [_entry(name, way[0][1])]
        self.holders: list[object] = [None]
        self.within: dict[str, str] | None = None
        position = 0
        hops: list[Any] = way
        while position < len(hops) - 1:
            if len(self.steps) >= LONGEST:
                self.path += _CUT
                self.steps.append(_entry(_CUT, hops[-1][1]))
                self.holders.append(None)
                break
            obj = hops[position][1]
            if self.within is None and not is_transparent(type(obj), started=position == 0):
                self.within = {"path": self.path, "type": type_name(type(obj))}
            text, count = next_step(obj, hops[position + 1 : position + 4], protocol)
            text = self._named(obj, text)
            position += count
            self.path += text
            self.steps.append(_entry(text, hops[position][1]))
            self.holders.append(obj if self.within is None else None)

    def _named(self, obj: object, text: str) -> str:
        """The step with a closure's cell written by the name of its variable: `.__closure__['session']`."""
        if type(obj) is FunctionType and text == ".__closure__":
            self._free = obj.__code__.co_freevars
            return text
        free, self._free = self._free, ()
        if free and type(obj) is tuple and text[1:-1].isdigit():
            return f"[{free[int(text[1:-1])]!r}]"
        return "" if type(obj) is CellType and text == ".cell_contents" else text


def _entry(text: str, obj: object) -> dict[str, Any]:
    name = type_name(type(obj))
    return {"step": text, "type": name, "stdlib": is_of_stdlib(name)}


def is_transparent(cls: type, started: bool) -> bool:
    """Whether users see through it: their own, and the standard library's holders of other people's objects.

    started: it is the root. A process that is being started is no holder: target and arguments are what the user wrote.
    """
    if started and _is_a(cls, _PROCESS):
        return True
    if not is_stdlib(cls) or module_of(cls) in _TRANSPARENT:
        return True
    return _is_a(cls, _TRANSPARENT_CLASSES)


def _is_a(cls: type, names: frozenset[str]) -> bool:
    return any(f"{module_of(base)}.{qualname(base)}" in names for base in mro(cls))
