"""From places in a serialization to Python: the expression that leads from an object to a part of it.

Parts are found by identity only (instance dictionary, slots, C-level members, items), so no user code runs; where
nothing leads to a part, the path says which part of the reduce value it is.
"""

from __future__ import annotations

import sys
from collections import deque
from keyword import iskeyword
from types import FunctionType, GetSetDescriptorType, MemberDescriptorType

from .names import find_in_type, is_stdlib, mro, namespace, shown
from .reduction import CONTAINERS

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from .graph import Place

    Hop = tuple[Place, object]  # where a part lies in its parent, and the part

_LITERALS = frozenset(map(id, (str, int, bytes, bool, type(None))))
_HIDDEN = frozenset(("__dict__", "__weakref__", "__class__", "__doc__", "__module__"))
_INF = float("inf")


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
        text = _many(place, hops, count) or _by_identity(parent, part, hint)
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


def key_step(key: object) -> str:
    """The step to the value under a key."""
    return f"[{key!r}]" if _is_literal(key) else f".value({shown(key)})"


def _is_literal(key: object) -> bool:
    kind = type(key)
    if kind is tuple:
        return all(map(_is_literal, key))  # type: ignore[call-overload]
    if kind is float:
        return key == key and key not in (_INF, -_INF)
    return id(kind) in _LITERALS


def _reduce_part(parent: object, hops: list[Hop], protocol: int) -> tuple[str, int]:
    place, part = hops[0]
    if place[0] == "pid":
        return f".persistent_id({shown(part)})", 1
    if place[0] == "li":
        return _item(parent, hops[1][0], part), 2
    if place[:2] == ("p", 1):
        name = _holder(parent, place[2], part)
        if name is not None:
            return f"{name}[{place[2]}]", 1
    text = f".__reduce_ex__({protocol})" + "".join(f"[{number}]" for number in place[1:])
    if place == ("p", 2) and len(hops) > 1 and id(type(part)) in CONTAINERS:
        return text + _item(part, *hops[1]), 2
    return text, 1


def instance_dict(obj: object) -> dict[str, Any]:
    """The instance dictionary, got around any `__getattribute__`; empty where there is none."""
    for cls in mro(type(obj)):
        getter = namespace(cls).get("__dict__")
        if type(getter) in (GetSetDescriptorType, MemberDescriptorType):
            try:
                found = getter.__get__(obj)
            except Exception:
                return {}
            return found if type(found) is dict else {}
    return {}


def _by_identity(parent: object, part: object, hint: str | None) -> str | None:
    if part is None or (type(part) is tuple and not part):
        return None
    if part is type(parent):
        return ".__class__"
    attributes = instance_dict(parent)
    members = _members(type(parent))
    if hint is not None:
        if attributes.get(hint) is part:
            return _attribute(parent, hint)
        if hint in members and _value(members[hint], parent) is part:
            return f".{hint}"
    for name, value in list(attributes.items()):
        if value is part and type(name) is str:
            return _attribute(parent, name)
    for name, member in members.items():
        if _value(member, parent) is part:
            return f".{name}"
    for write, item in _items(parent):
        if item is part:
            text: str = write()
            return text
    return None


def _holder(parent: object, index: int, part: object) -> str | None:
    """The attribute that holds an argument in the same place of a tuple: `.args` of an exception."""
    for name, member in _members(type(parent)).items():
        value = _value(member, parent)
        if type(value) is tuple and len(value) > index and value[index] is part:
            return f".{name}"
    return None


def _attribute(parent: object, name: str) -> str:
    shadow = find_in_type(type(parent), name)
    hidden = shadow is not None and find_in_type(type(shadow), "__set__") is not None
    if hidden or not name.isidentifier() or iskeyword(name):
        return f".__dict__[{name!r}]"  # the only expression there is
    return f".{name}"


def _members(cls: type) -> dict[str, Any]:
    """Slots, and what the C code of the interpreter and the standard library shows as attributes."""
    found: dict[str, Any] = {}
    for base in mro(cls):
        for name, entry in list(namespace(base).items()):
            kind = type(entry)
            usable = kind is MemberDescriptorType or (kind is GetSetDescriptorType and is_stdlib(base))
            if usable and name not in _HIDDEN:
                found.setdefault(name, entry)
    return found


def _value(member: Any, parent: object) -> Any:
    try:
        return member.__get__(parent)
    except Exception:  # an empty slot
        return None


def _items(parent: object) -> Iterable[tuple[Any, object]]:
    """The items of a subclass of a container, read as the base class has them: (how to write the step, item)."""
    bases = mro(type(parent))
    obj: Any = parent
    if tuple in bases:
        fields = find_in_type(type(parent), "_fields")
        named = fields if type(fields) is tuple and len(fields) == tuple.__len__(obj) else ()
        for index, item in enumerate(tuple.__iter__(obj)):
            yield (lambda i=index: f".{named[i]}" if named else f"[{i}]"), item
    elif list in bases or deque in bases:
        base = list if list in bases else deque
        for index, item in enumerate(base.__iter__(obj)):
            yield (lambda i=index: f"[{i}]"), item
    elif dict in bases:
        for key, item in list(dict.items(obj)):
            yield (lambda k=key: key_step(k)), item
    elif set in bases or frozenset in bases:
        for item in list((set if set in bases else frozenset).__iter__(obj)):
            yield (lambda i=item: f"{{{shown(i)}}}"), item
    else:
        yield from _array_items(obj, bases)


def _array_items(obj: Any, bases: tuple[type, ...]) -> Iterable[tuple[Any, object]]:
    """The items of a numpy array of objects."""
    numpy: Any = sys.modules.get("numpy")
    array = getattr(numpy, "ndarray", None)
    if array is None or array not in bases or not array.dtype.__get__(obj).hasobject:
        return
    shape = array.shape.__get__(obj)
    for index, item in enumerate(array.flat.__get__(obj)):
        yield (lambda i=index: _subscript(i, shape)), item


def _subscript(index: int, shape: tuple[int, ...]) -> str:
    indices: list[int] = []
    for size in reversed(shape):
        index, rest = divmod(index, size)
        indices.insert(0, rest)
    return f"[{', '.join(map(str, indices))}]" if indices else "[()]"
