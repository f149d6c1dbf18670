"""How a key is written in a path."""

from __future__ import annotations

from .names import shown

_LITERALS = frozenset(map(id, (str, int, bytes, bool, type(None))))
_INF = float("inf")


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
