"""the object itself refuses to be pickled."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import subject


def _matches(fault: Fault) -> bool:
    return fault.leaf.python_class


def _message(fault: Fault) -> str:
    return f"{subject(fault)} refuses: {fault.leaf.raised[0].rpartition('.')[2]}: {fault.leaf.raised[1]}"


def _advice(fault: Fault) -> str:
    return "do as the class says; else send what it is made from and make it anew on the other side"


RULE = Rule(
    code="PK123",
    slug="getstate-raises",
    title="the object itself refuses to be pickled",
    why=(
        "The class (or one above it) says in __getstate__ or __reduce__ that it is not to be pickled, or its own code "
        "failed while it was asked."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
