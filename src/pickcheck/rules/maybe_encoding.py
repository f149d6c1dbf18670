"""a result of a pool that cannot be sent back."""

from __future__ import annotations

from .rule import Fault, Rule
from .way_back import advice, message


def _matches(fault: Fault) -> bool:
    return fault.failure.channel == "pool" and fault.failure.direction == "to parent"


RULE = Rule(
    code="PK124",
    slug="maybe-encoding",
    title="a result of a pool that cannot be sent back",
    why=(
        "What a worker returns or raises is pickled too. Pool turns the failure into a MaybeEncodingError that shows the "
        "value but not which part of it, and hides an exception that could not be sent."
    ),
    matches=_matches,
    message=message,
    advice=advice,
)
