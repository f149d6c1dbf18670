"""Values whose hashes are looked at: a text that equal ones have in common, and the numbers that are in what is sent."""

from __future__ import annotations

from .classes import attributes_of, class_name, derives, members_of, mro

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_NODES = 5_000  # of one object that is sent
_TEXT = 200  # characters of a value, written down
_PLAIN = frozenset(map(id, (str, bytes, int, bool, type(None))))
_CONTAINERS = frozenset(map(id, (list, tuple, set, frozenset)))
_BASES: tuple[Any, ...] = (str, bytes, tuple, frozenset)
_OWN = [cls.__dict__["__hash__"] for cls in (str, bytes, tuple, frozenset)]
_GENERATED = "<string>"  # the file of dataclasses' __hash__ up to 3.12; later its qualified name tells
_FUNCTION: Any = type(lambda: 0)


def text_of(value: Any) -> str | None:
    """A text that equal values have in common, of a value whose hash is known to be that of its parts; else None."""
    cls = type(value)
    if id(cls) in _PLAIN:
        text = repr(value) if cls is not int or value.bit_length() < 512 else None
    elif cls is tuple:
        text = _joined("(", [text_of(part) for part in value], ")")
    elif cls is frozenset:
        texts = [text_of(part) for part in value]
        text = _joined("{", sorted(str(part) for part in texts), "}") if None not in texts else None
    else:
        text = _instance(value, cls)
    return text if text is not None and len(text) <= _TEXT else None


def _joined(begin: str, texts: Sequence[str | None], end: str) -> str | None:
    return None if None in texts else begin + ", ".join(map(str, texts)) + end


def _instance(value: Any, cls: Any) -> str | None:
    owner = next((base for base in mro(cls) if "__hash__" in members_of(base)), object)
    own = members_of(owner)["__hash__"]
    if any(own is known for known in _OWN):
        plain = next(base for base in _BASES if derives(cls, base))
        parts = plain.__iter__(value) if plain in (tuple, frozenset) else ""
        return text_of(plain(parts) if parts else plain.__getnewargs__(value)[0])
    attributes = attributes_of(value, mro(cls))
    if attributes is None:
        return None
    if class_name(owner) == "enum.Enum":
        return f"{class_name(cls)}.{attributes.get('_name_')}"
    if (
        type(own) is _FUNCTION
        and own.__code__.co_filename == _GENERATED
        and "__dataclass_fields__" in members_of(owner)
    ):
        return _joined(f"{class_name(cls)}(", [text_of(part) for part in attributes.values()], ")")
    return None


def numbers_in(obj: Any) -> set[int]:
    """The whole numbers in an object, its containers and instances looked into."""
    found: set[int] = set()
    stack, left, seen = [obj], _NODES, set()
    while stack and left:
        value = stack.pop()
        left -= 1
        cls = type(value)
        if cls is int:
            found.add(value)
        elif id(value) in seen or id(cls) in _PLAIN:
            continue
        elif id(cls) in _CONTAINERS:
            stack += list(value)[:_NODES]
        elif cls is dict:
            stack += [*list(value)[:_NODES], *list(value.values())[:_NODES]]
        elif type(cls) is type:
            stack += list((attributes_of(value, mro(cls)) or {}).values())
            if derives(cls, tuple):
                stack += list(tuple.__iter__(value))
        seen.add(id(value))
    return found
