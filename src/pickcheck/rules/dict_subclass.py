"""items are put back before the attributes."""

from __future__ import annotations

from .loading import event, owner, raised_a, what
from .rule import Fault, Rule

_METHODS = ("__setitem__", "append", "extend", "add")


def _matches(fault: Fault) -> bool:
    return (
        event(fault) == "items" and owner(fault, *_METHODS) is not None and raised_a(fault, "builtins.AttributeError")
    )


def _message(fault: Fault) -> str:
    return f"{what(fault)} does not load: {owner(fault, *_METHODS)} runs for its items before its attributes are set"


def _advice(fault: Fault) -> str:
    return f"make what {owner(fault, *_METHODS)} needs in __new__ (pickle does not call __init__), or define __reduce__"


RULE = Rule(
    code="PK207",
    slug="dict-subclass",
    stage="load",
    title="items are put back before the attributes",
    why=(
        "The items of a subclass of dict or list are put back with __setitem__ or append before its attributes are "
        "set, and without __init__. Where those methods use an attribute of self, it is not there yet."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
