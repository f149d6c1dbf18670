"""a defaultdict whose factory cannot be sent."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import name_of


def _what(fault: Fault) -> str:
    return "a lambda" if fault.leaf.function and fault.leaf.function["lambda"] else f"the function {name_of(fault)}"


def _matches(fault: Fault) -> bool:
    return fault.leaf.path.endswith(".default_factory") and fault.leaf.function is not None


def _message(fault: Fault) -> str:
    return f"{fault.leaf.path[: -len('.default_factory')]} is a defaultdict whose factory is {_what(fault)}, which cannot be found by name"


def _advice(fault: Fault) -> str:
    return "use a named factory (int, list, a function at the top level, functools.partial of one), or send dict(...) of it"


RULE = Rule(
    code="PK114",
    slug="defaultdict-lambda",
    title="a defaultdict whose factory cannot be sent",
    why=("A defaultdict is sent with its default_factory. A lambda or a local function has no name to be found by."),
    matches=_matches,
    message=_message,
    advice=_advice,
)
