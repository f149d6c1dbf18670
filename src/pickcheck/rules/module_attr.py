"""a module hangs on what is sent."""

from __future__ import annotations

from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    return "builtins.module" in fault.leaf.bases


def _message(fault: Fault) -> str:
    return f"{fault.leaf.path} is {fault.leaf.repr.strip('<>')}, and modules are not sent"


def _advice(fault: Fault) -> str:
    return "import it where it is used instead of keeping it, or keep its name and import that"


RULE = Rule(
    code="PK110",
    slug="module-attr",
    title="a module hangs on what is sent",
    why=(
        "A module cannot be pickled; it is often kept as an attribute (self.np = numpy) or comes with a configuration object."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
