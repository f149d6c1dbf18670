"""a decorator without functools.wraps hides the function behind a local name."""

from __future__ import annotations

from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    return bool(fault.leaf.function and fault.leaf.function["wraps"])


def _message(fault: Fault) -> str:
    facts = fault.leaf.function or {}
    return f"{fault.leaf.path} is {facts['wraps']} inside its decorator's {facts['qualname']}, the name pickle would send and cannot find"


def _advice(fault: Fault) -> str:
    return "put @functools.wraps(function) on the decorator's inner function: then it is found by the name it wraps"


RULE = Rule(
    code="PK104",
    slug="unwrapped-decorator",
    title="a decorator without functools.wraps hides the function behind a local name",
    why=(
        "The decorated function is the decorator's inner wrapper, and its qualified name is the wrapper's, which leads "
        "through <locals>. With functools.wraps it takes the name of the function that it wraps, and is found again."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
