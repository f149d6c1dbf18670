"""os.environ itself is sent."""

from __future__ import annotations

from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    # Its functions are named after the one that makes it, which is another from 3.14.
    return any(kind == "os._Environ" for _step, kind in fault.leaf.steps)


def _message(fault: Fault) -> str:
    owner = fault.leaf.within[0] if fault.leaf.within else fault.leaf.path
    return f"{owner} is os.environ itself, which holds functions of its own and cannot be sent"


def _advice(fault: Fault) -> str:
    return "send dict(os.environ)"


RULE = Rule(
    code="PK113",
    slug="environ-object",
    title="os.environ itself is sent",
    why=("os.environ is a live mapping with functions of its own inside, not a dictionary."),
    matches=_matches,
    message=_message,
    advice=_advice,
)
