"""The expression that leads from an object to a part which it holds.

Parts are found by identity only (instance dictionary, slots, C-level members, items), so no user code runs.
"""

from __future__ import annotations

import sys
from collections import deque
from keyword import iskeyword
from types import GetSetDescriptorType, MemberDescriptorType

from .keys import key_step
from .names import find_in_type, is_stdlib, mro, namespace, shown

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_HIDDEN = frozenset(("__dict__", "__weakref__", "__class__", "__doc__", "__module__"))


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


def by_identity(parent: object, part: object, hint: str | None) -> str | None:
    """The step to a part; ``hint``: the attribute that it may well be. None where nothing leads to it."""
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


def holder(parent: object, index: int, part: object) -> str | None:
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
