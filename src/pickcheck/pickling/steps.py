"""From places in a serialization to Python: the expression that leads from an object to a part of it.

Parts are found by identity (``identity.py``); where nothing leads to a part, the path says which part of the reduce
value it is.
"""

from __future__ import annotations

from types import FunctionType

from .identity import by_identity, holder
from .keys import key_step
from .names import shown
from .reduction import CONTAINERS

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from .graph import Place

    Hop = tuple[Place, object]  # where a part lies in its parent, and the part


def next_step(parent: object, hops: list[Hop], protocol: int) -> tuple[str, int]:
    """The text of the step from `parent` towards the last hop, and how many hops it covers (1 to 3).

    Several are covered when the parts between are pickle's own (the state, a tuple of arguments) and something leads
    past them.
    """
    place, part = hops[0]
    if id(type(parent)) in CONTAINERS or place[0] in ("i", "k", "key", "m"):
        return _item(parent, place, part), 1
    text = _of_by_value(parent, hops)
    if text is not None:
        return text, 3
    hint = None
    for count, (place, part) in enumerate(hops[:3], 1):
        hint = place[1] if place[0] == "k" and type(place[1]) is str else None
        text = _many(place, hops, count) or by_identity(parent, part, hint)
        if text is not None:
            return text, count
        if id(type(part)) not in CONTAINERS:
            break
    return _reduce_part(parent, hops, protocol)


def _many(place: Place, hops: list[Hop], count: int) -> str | None:
    """The step to one of many list or dictionary items that the walk keeps in one list."""
    if count == 1 or hops[count - 2][0][0] not in ("li", "di", "dk"):
        return None
    kind, *keys = hops[count - 2][0]
    if kind == "li":
        return f"[{place[1]}]"
    key = keys[0][place[1]]
    return key_step(key) if kind == "di" else f".key({shown(key)})"


def _of_by_value(parent: object, hops: list[Hop]) -> str | None:
    """The step into a function or a class that is pickled by value: `.__globals__`, an entry of the class.

    cloudpickle 3 gives them a pair for a state: of a function its `__dict__` and its other attributes, of a class its
    entries and nothing. dill 0.4 gives a class's entries as the fourth argument of its maker.
    """
    function = type(parent) is FunctionType
    if len(hops) < 3 or not (function or issubclass(type(parent), type)):
        return None
    (state, _), (half, _), (key, _) = hops
    if state != ("p", 2) or half[0] != "i" or key[0] != "k" or type(key[1]) is not str:
        return None
    wanted = (1,) if function else (0, 3)
    return f".{key[1]}" if half[1] in wanted and key[1].isidentifier() else None


def _item(parent: object, place: Place, part: object) -> str:
    kind = place[0]
    if kind == "i":
        return f"[{place[1]}]"
    if kind == "k":
        return key_step(place[1])
    if kind == "key":
        return f".key({shown(place[1])})"
    return f"{{{shown(part)}}}"


def _reduce_part(parent: object, hops: list[Hop], protocol: int) -> tuple[str, int]:
    place, part = hops[0]
    if place[0] == "pid":
        return f".persistent_id({shown(part)})", 1
    if place[0] == "li":
        return _item(parent, hops[1][0], part), 2
    if place[:2] == ("p", 1):
        name = holder(parent, place[2], part)
        if name is not None:
            return f"{name}[{place[2]}]", 1
    text = f".__reduce_ex__({protocol})" + "".join(f"[{number}]" for number in place[1:])
    if place == ("p", 2) and len(hops) > 1 and id(type(part)) in CONTAINERS:
        return text + _item(part, *hops[1]), 2
    return text, 1
