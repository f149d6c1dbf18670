"""another type after pickling."""

from __future__ import annotations

from ..model import Severity
from .loading import event, load
from .rule import Fault, Rule
from .words import a, short


def _matches(fault: Fault) -> bool:
    return event(fault) == "type"


def _message(fault: Fault) -> str:
    return f"{fault.leaf.path} is {a(short(fault.leaf.type))} and arrives as {a(short(str(load(fault)['arrives_as'])))}"


def _advice(fault: Fault) -> str:
    return "if that is not meant, return type(self) and its arguments from __reduce__"


RULE = Rule(
    code="PK215",
    slug="type-changed",
    stage="load",
    severity=Severity.WARNING,
    title="another type after pickling",
    why=(
        "What loads is not of the type that was pickled: a __reduce__ of its class (or of the pickler) makes "
        "something else of it."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
