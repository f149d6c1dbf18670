"""a result of an executor that cannot be sent back."""

from __future__ import annotations

from .rule import Fault, Rule
from .way_back import advice, message


def _matches(fault: Fault) -> bool:
    return fault.failure.channel == "executor" and fault.failure.direction == "to parent"


RULE = Rule(
    code="PK125",
    slug="ppe-result-unpicklable",
    title="a result of an executor that cannot be sent back",
    why=(
        "What a worker returns or raises is pickled too. The future raises the bare pickling error, which looks as if an "
        "argument had failed."
    ),
    matches=_matches,
    message=message,
    advice=advice,
)
