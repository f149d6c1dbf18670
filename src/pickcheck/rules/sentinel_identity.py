"""a sentinel that is another object on the other side."""

from __future__ import annotations

from ..model import Severity
from .loading import event, load, name
from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    return event(fault) == "identity"


def _message(fault: Fault) -> str:
    return f"{fault.leaf.path} is {load(fault)['module']}.{name(fault)}, an object() that is another one after pickling: 'is {name(fault)}' is false there"


def _advice(fault: Fault) -> str:
    return f'make {name(fault)} the member of an Enum, or an instance of a class with: def __reduce__(self): return "{name(fault)}"'


RULE = Rule(
    code="PK210",
    slug="sentinel-identity",
    stage="load",
    severity=Severity.WARNING,
    title="a sentinel that is another object on the other side",
    why=(
        'An object() has no name of its own: pickle makes a new one, and "value is SENTINEL" is false on the other '
        "side."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
