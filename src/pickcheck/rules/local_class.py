"""a class defined inside a function is not found by its name."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import by_value, is_instance, name_of


def _matches(fault: Fault) -> bool:
    return bool(fault.leaf.cls and fault.leaf.cls["local"])


def _message(fault: Fault) -> str:
    if is_instance(fault):
        return f"{fault.leaf.path} is an instance of {name_of(fault)}, a class defined inside a function, which cannot be found by name"
    return f"{fault.leaf.path} is {name_of(fault)}, a class defined inside a function, which cannot be found by name"


def _advice(fault: Fault) -> str:
    return by_value(fault, "move the class to the top level of the module")


RULE = Rule(
    code="PK103",
    slug="local-class",
    title="a class defined inside a function is not found by its name",
    why=(
        "Instances are sent with their class's module and qualified name. A class that was defined inside a function "
        "has a name that leads through <locals>, where nothing can be looked up from outside."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
