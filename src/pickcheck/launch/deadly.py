"""Which part of an object it is that ends the process that pickles it: found by trying halves in forked processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_KEYS = (str, bytes, int, bool, type(None))

Part = tuple[str, object]  # how it is reached from its holder, and what it is


def blame(obj: object, name: str, dies: Callable[[object], bool], levels: int = 100) -> tuple[str, object]:
    """The path and the object of the deepest part that `dies` says of that it is deadly, when the whole is.

    Only through plain lists, tuples, dictionaries and the attributes of objects that pickle as their dictionary: no
    code of the object's own is run here. `levels`: how far down at most; each takes a few tries.
    """
    for _ in range(levels):
        parts = _parts(obj)
        found = _among(parts, dies) if parts else None
        if found is None:
            break
        name, obj = f"{name}{found[0]}", found[1]
    return name, obj


def _among(parts: list[Part], dies: Callable[[object], bool]) -> Part | None:
    if not dies([part for _, part in parts]):
        return None
    while len(parts) > 1:
        half = parts[: len(parts) // 2]
        parts = half if dies([part for _, part in half]) else parts[len(half) :]
    return parts[0]


def _parts(obj: Any) -> list[Part]:
    if type(obj) in (list, tuple):
        return [(f"[{index}]", part) for index, part in enumerate(obj)]
    if type(obj) is dict:
        return [(f"[{key!r}]", part) for key, part in obj.items() if type(key) in _KEYS]
    attributes = _attributes(obj)
    return [(f".{name}", part) for name, part in attributes.items() if type(name) is str and name.isidentifier()]


def _attributes(obj: object) -> dict[Any, Any]:
    """Of an object that pickles as its dictionary, that dictionary; of any other none."""
    own = {name for cls in type.mro(type(obj))[:-1] for name in type.__dict__["__dict__"].__get__(cls)}
    if own & {"__reduce_ex__", "__reduce__", "__getstate__", "__getattribute__", "__slots__"}:
        return {}
    try:
        found = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        return {}
    return found if type(found) is dict else {}
