"""the name it carries leads nowhere."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import by_value, is_instance


def _matches(fault: Fault) -> bool:
    facts = fault.leaf.function or fault.leaf.cls
    return bool(facts and facts["lookup"] == "missing" and not facts["local"])


def _message(fault: Fault) -> str:
    facts = fault.leaf.function or fault.leaf.cls or {}
    what = f"an instance of {facts['qualname']}" if is_instance(fault) else f"{facts['qualname']}"
    bound = f" (it is bound to {facts['bound_as']})" if facts.get("bound_as") else ""
    return f"{fault.leaf.path} is {what}, and there is no {facts['qualname']} in {facts['module']}{bound}"


def _advice(fault: Fault) -> str:
    facts = fault.leaf.function or fault.leaf.cls or {}
    if facts.get("bound_as"):
        return by_value(fault, f"give it the name that it is bound to: {facts['bound_as']}")
    return by_value(
        fault, "bind it at the top level of its module to the name that it carries, or set __qualname__ and __module__"
    )


RULE = Rule(
    code="PK106",
    slug="name-mismatch",
    title="the name it carries leads nowhere",
    why=(
        "A class or function made by a call (namedtuple, Enum, make_dataclass, type) carries the name given in that "
        "call. If it is bound to another name, the name it carries does not lead to it."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
