"""What lies beside a part of an object: other attributes, other items, by step and type. No user code runs."""

from __future__ import annotations

from .identity import instance_dict
from .keys import key_step
from .names import type_name

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

SHOWN = 6  # of the parts of one object, those next to the one on the way
MOST = 64  # of more attributes or keys than that nothing is told: they would all have to be written to find the step
_LITERALS = (str, int, bool, type(None))


def beside(parent: object, step: str) -> dict[str, Any] | None:
    """The parts of `parent` beside the one that `step` leads to, and how many more there are; None where there are none.

    Only attributes of an instance and the items of a plain list, tuple or dictionary: what users see as parts.
    """
    kind = type(parent)
    if kind is list or kind is tuple:
        return _items(parent, step)
    found = _keys(parent) if kind is dict else _attributes(parent)
    index = next((number for number, (text, _) in enumerate(found) if text == step), None)
    return _near(found, index, 0, len(found)) if index is not None else None


def _items(parent: Any, step: str) -> dict[str, Any] | None:
    if not step[1:-1].isdigit() or int(step[1:-1]) >= len(parent):
        return None
    index = int(step[1:-1])
    first = _first(index, len(parent))
    found = [(f"[{first + number}]", item) for number, item in enumerate(parent[first : first + SHOWN + 1])]
    return _near(found, index, first, len(parent))


def _near(found: list[tuple[str, object]], index: int, first: int, count: int) -> dict[str, Any] | None:
    """`found`: the parts from number `first` on, of `count` in all; `index`: the one that is on the way."""
    start = _first(index, count) - first
    parts = [
        {"step": text, "type": type_name(type(part))}
        for number, (text, part) in enumerate(found[start : start + SHOWN + 1], start + first)
        if number != index
    ]
    return {"parts": parts, "more": count - 1 - len(parts)} if parts else None


def _first(index: int, count: int) -> int:
    return max(0, min(index - SHOWN // 2, count - SHOWN - 1))


def _keys(parent: Any) -> list[tuple[str, object]]:
    if len(parent) > MOST:
        return []
    return [(key_step(key), value) for key, value in list(parent.items()) if type(key) in _LITERALS]


def _attributes(parent: object) -> list[tuple[str, object]]:
    entries = instance_dict(parent)
    if len(entries) > MOST:
        return []
    return [(f".{name}", value) for name, value in list(entries.items()) if type(name) is str]
