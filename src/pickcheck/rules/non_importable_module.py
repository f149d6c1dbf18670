"""its module cannot be imported by name."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import by_value


def _matches(fault: Fault) -> bool:
    facts = fault.leaf.function or fault.leaf.cls
    return bool(facts and facts["lookup"] == "no module" and not facts["local"])


def _message(fault: Fault) -> str:
    facts = fault.leaf.function or fault.leaf.cls or {}
    return f"{fault.leaf.path} is {facts['qualname']} of the module {facts['module']}, which cannot be imported by that name"


def _advice(fault: Fault) -> str:
    return by_value(fault, "put the module on sys.path and import it by its name")


RULE = Rule(
    code="PK120",
    slug="non-importable-module",
    title="its module cannot be imported by name",
    why=(
        "A function or class is found again by importing its module. A module that was loaded from a path under a made-up "
        "name, or built with exec, cannot be imported on the other side."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
