"""a result of an executor that cannot be sent back."""

from __future__ import annotations

from .rule import Fault, Rule
from .way_back import cause, way_back


def _matches(fault: Fault) -> bool:
    return fault.failure.channel == "executor" and fault.failure.direction == "to parent"


def _message(fault: Fault) -> str:
    return f"{fault.leaf.path} cannot be sent back from the worker: {cause(fault)}"


def _advice(fault: Fault) -> str:
    return way_back(fault)


RULE = Rule(
    code="PK125",
    slug="ppe-result-unpicklable",
    title="a result of an executor that cannot be sent back",
    why=(
        "What a worker returns or raises is pickled too. The future raises the bare pickling error, which looks as if an "
        "argument had failed."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
