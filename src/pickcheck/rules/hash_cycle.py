"""an object is hashed before it has its attributes."""

from __future__ import annotations

from .loading import event, load, owner, what
from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    return event(fault) == "hash" and bool(load(fault).get("begun")) and owner(fault, "__hash__", "__eq__") is not None


def _message(fault: Fault) -> str:
    holder = load(fault).get("holder")
    into = f"put into {holder}" if holder else "put into a set or a dictionary"
    return f"{what(fault)} does not load: it is {into}, which it holds itself, before {owner(fault, '__hash__', '__eq__')} has the attributes it needs"


def _advice(fault: Fault) -> str:
    return "hand what the hash needs to __new__ (__getnewargs__ gives it back), or hold the others in a list or under their keys"


RULE = Rule(
    code="PK208",
    slug="hash-cycle",
    stage="load",
    title="an object is hashed before it has its attributes",
    why=(
        "An object that is a member of a set, or a key of a dictionary, which it holds itself is put there while "
        "it is still empty: its __hash__ finds no attributes."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
