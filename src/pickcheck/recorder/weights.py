"""What makes a task heavy: the path from its function to the part that most of its bytes are of.

Asked once a place, and only for a task that was big. Nothing is pickled again: sizes are those of texts, bytes and arrays.
"""

from __future__ import annotations

from .classes import attributes_of, class_name
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .crossings import Crossing

_NODES = 100_000
_SHARE = 0.6  # of its parent's size that a part must have for the way to go on
_SMALL = frozenset(map(id, (int, float, bool, type(None), type)))
_METHOD: Any = type(session.begin)
_seen: set[Any] = set()


def look(task: Any, crossing: Crossing | None, size: int) -> None:
    """A task of this many bytes was sent: record the way to its heaviest part, if its function carries it."""
    if crossing is None or crossing.channel not in ("pool", "executor") or crossing.place is None:
        return
    if crossing.direction != "to child" or crossing.place in _seen:
        return
    _seen.add(crossing.place)
    sizes: dict[int, int] = {}
    if _size(task, sizes, [_NODES], 40) < size * 0.5:
        return
    path, part = _heaviest(task, sizes)
    if sizes[id(part)] >= size * 0.5:
        session.journal.write(
            "heavy", channel=crossing.channel, place=crossing.place, path=path, roots=crossing.roots,
            type=class_name(type(part)), bytes=sizes[id(part)], of=size,
        )  # fmt: skip


def _heaviest(task: Any, sizes: dict[int, int]) -> tuple[str, Any]:
    seen = {id(task)}
    path, part = "obj", task
    while True:
        inner = [found for found in _parts(part) if id(found[1]) not in seen]
        seen.update(id(found[1]) for found in inner)  # a part may hold what holds it
        best = max(inner, key=lambda found: sizes.get(id(found[1]), 0), default=None)
        if best is None or sizes.get(id(best[1]), 0) < sizes[id(part)] * _SHARE:
            return path, part
        path, part = path + best[0], best[1]


def _size(value: Any, sizes: dict[int, int], left: list[int], depth: int) -> int:
    known = sizes.get(id(value))
    if known is not None:
        return 0  # it is pickled once
    left[0] -= 1
    if left[0] < 0 or depth == 0:
        return 0
    sizes[id(value)] = 0
    size = _own(value)
    if size == 0:
        size = 4 + sum(_size(part, sizes, left, depth - 1) for _step, part in _parts(value))
    sizes[id(value)] = size
    return size


def _own(value: Any) -> int:
    cls = type(value)
    if cls is str or cls is bytes or cls is bytearray:
        return len(value)
    if class_name(cls) == "numpy.ndarray" and not value.dtype.hasobject:
        return int(value.nbytes)
    return 8 if id(cls) in _SMALL else 0


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    """The parts of a value that are pickled with it, each with the step that leads to it."""
    cls = type(value)
    if cls is list or cls is tuple:
        for index, part in enumerate(value):
            yield f"[{index}]", part
    elif cls is dict:
        for key, part in list(value.items()):
            if type(key) in (str, int):
                yield f"[{key!r}]", part
    elif cls is _METHOD:
        yield ".__self__", value.__self__
    elif class_name(cls) == "functools.partial":
        yield from ((f".{name}", getattr(value, name)) for name in ("func", "args", "keywords"))
    elif type(cls) is type and cls.__module__ != "builtins" and not _reduced(cls):
        for name, part in list((attributes_of(value, cls.__mro__) or {}).items()):
            yield f".{name}", part


def _reduced(cls: Any) -> bool:
    """Whether a class says for itself what of it is pickled."""
    names = ("__getstate__", "__reduce__", "__reduce_ex__", "__getnewargs__", "__getnewargs_ex__")
    return any(name in vars(owner) for owner in cls.__mro__ if owner is not object for name in names)
