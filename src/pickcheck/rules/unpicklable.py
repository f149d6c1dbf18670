"""something that cannot be pickled, for a reason no rule knows."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import a, short


def _matches(fault: Fault) -> bool:
    return True


def _message(fault: Fault) -> str:
    return f"{fault.leaf.path}, {a(short(fault.leaf.type))}, cannot be pickled: {fault.leaf.raised[0].rpartition('.')[2]}: {fault.leaf.raised[1]}"


def _advice(fault: Fault) -> str:
    return "send what it is made from and make it anew on the other side, or leave it out in __getstate__"


RULE = Rule(
    code="PK901",
    slug="unpicklable",
    title="something that cannot be pickled, for a reason no rule knows",
    why=("The fallback: the leaf, the path and what was raised are true; why it is so is not known."),
    matches=_matches,
    message=_message,
    advice=_advice,
)
