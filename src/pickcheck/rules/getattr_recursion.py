"""__getattr__ runs before the object has its attributes."""

from __future__ import annotations

from .loading import owner, raised_a, what
from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    return raised_a(fault, "builtins.RecursionError") and owner(fault, *_METHODS) is not None


_METHODS = ("__getattr__", "__getattribute__")


def _message(fault: Fault) -> str:
    return f"{what(fault)} does not load: {owner(fault, *_METHODS)} calls itself while the object has no attributes yet"


def _advice(fault: Fault) -> str:
    return f'begin {owner(fault, *_METHODS)} with: if name.startswith("__"): raise AttributeError(name)'


RULE = Rule(
    code="PK205",
    slug="getattr-recursion",
    stage="load",
    title="__getattr__ runs before the object has its attributes",
    why=(
        "pickle makes an object without calling __init__ and asks it for __setstate__ while it is still empty. A "
        "__getattr__ that looks into an attribute of self then calls itself without end."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
