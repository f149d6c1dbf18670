"""the same class twice: in the main module and under its own name."""

from __future__ import annotations

from ..model import Severity
from .loading import class_name, event, load
from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    return event(fault) == "twin"


def _message(fault: Fault) -> str:
    return f"{fault.leaf.path} is of the class {class_name(fault)} of __main__; the same file is loaded as {load(fault)['module']} too, whose {class_name(fault)} is another class"


def _advice(fault: Fault) -> str:
    return f"move {class_name(fault)} out of the script into a module that is imported only by its name"


RULE = Rule(
    code="PK211",
    slug="evil-twin-main",
    stage="load",
    severity=Severity.WARNING,
    title="the same class twice: in the main module and under its own name",
    why=(
        "A file that is run as the script and also imported by its name is loaded twice: each has a class of its "
        "own. Instances of one are no instances of the other, registries are filled twice."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
