"""a function defined inside another is not found by its name."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import by_value, name_of


def _matches(fault: Fault) -> bool:
    return bool(fault.leaf.function and fault.leaf.function["local"])


def _message(fault: Fault) -> str:
    return f"{fault.leaf.path} is {name_of(fault)}, a function inside another: pickle sends functions by name, and this name leads nowhere"


def _advice(fault: Fault) -> str:
    return by_value(
        fault, "move the def to the top level of the module, and pass what it took from around it as arguments"
    )


RULE = Rule(
    code="PK102",
    slug="local-func",
    title="a function defined inside another is not found by its name",
    why=(
        "Pickle sends a function as its module and its qualified name. The name of a function that was defined inside "
        "another one leads through <locals>, where nothing can be looked up from outside."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
