"""a lambda is sent by name and has none."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import by_value


def _matches(fault: Fault) -> bool:
    return bool(fault.leaf.function and fault.leaf.function["lambda"])


def _message(fault: Fault) -> str:
    return f"{fault.leaf.path} is a lambda, which pickle can only send by name, and it has none"


def _advice(fault: Fault) -> str:
    bound = fault.leaf.function and fault.leaf.function["bound_as"]
    if bound:
        return by_value(fault, f"write it as: def {bound}(...): return ...")
    return by_value(
        fault, "define it with def at the top level of a module (functools.partial of such a function crosses)"
    )


RULE = Rule(
    code="PK101",
    slug="lambda-arg",
    title="a lambda is sent by name and has none",
    why=(
        "Pickle sends a function as its module and its qualified name, and the other process looks it up there. "
        "A lambda's name is <lambda>, which leads nowhere, even when it is bound to a name at the top level."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
