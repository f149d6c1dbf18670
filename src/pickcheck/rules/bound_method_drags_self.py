"""a bound method takes its whole object along."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import a, short


def _matches(fault: Fault) -> bool:
    root, _found, rest = fault.leaf.path.partition(".__self__")
    return bool(rest) and root in ("target", "func", "initializer")


def _message(fault: Fault) -> str:
    root = fault.leaf.path.partition(".__self__")[0]
    return f"{root} is a bound method, so its whole object is sent along, and with it {fault.leaf.path}, {a(short(fault.leaf.type))}, which will not pickle"


def _advice(fault: Fault) -> str:
    attribute = fault.leaf.path.partition(".__self__")[2]
    return f"send a function that takes only what it needs, or make the method static; or leave {attribute} out in __getstate__ and make it anew in the child"


RULE = Rule(
    code="PK107",
    slug="bound-method-drags-self",
    title="a bound method takes its whole object along",
    why=(
        "Sending a bound method sends the object it is bound to, with everything that hangs on it, also what the method "
        "does not need."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
