"""the name leads to another object."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import a, by_value, short


def _matches(fault: Fault) -> bool:
    facts = fault.leaf.function or fault.leaf.cls
    return bool(facts and facts["lookup"] == "other" and not facts["local"])


def _message(fault: Fault) -> str:
    facts = fault.leaf.function or fault.leaf.cls or {}
    found = f", {a(short(str(facts.get('found_type'))))}" if facts.get("found_type") else ""
    return f"{fault.leaf.path} is not what {facts['module']}.{facts['qualname']} leads to: that name is now another object{found}"


def _advice(fault: Fault) -> str:
    return by_value(
        fault,
        "let the name lead to the object that is sent: give the inner one a top-level name of its own, or do not replace or reload it",
    )


RULE = Rule(
    code="PK105",
    slug="not-same-object",
    title="the name leads to another object",
    why=(
        "Pickle sends a function or a class by name only if that name leads back to the very same object. A decorator "
        "that replaces it, a reloaded module or a second definition makes it lead to another."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
