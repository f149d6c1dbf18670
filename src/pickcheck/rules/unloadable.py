"""something that does not load, for a reason no rule knows."""

from __future__ import annotations

from .loading import basename, load, what
from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    return True


def _message(fault: Fault) -> str:
    kind, text = fault.leaf.raised
    said = f"{kind.rpartition('.')[2]}: {text}" if text else kind.rpartition(".")[2]
    inner = load(fault).get("raised_in")
    place = f" ({basename(inner['path'])}, line {inner['line']}, {inner['function']})" if inner else ""
    return f"{what(fault)} pickles, and does not load: {said}{place}"


def _advice(fault: Fault) -> str:
    return "send what it is made from and make it anew on the other side, or say in __reduce__ how it is made"


RULE = Rule(
    code="PK904",
    slug="unloadable",
    stage="load",
    title="something that does not load, for a reason no rule knows",
    why=("The fallback of the load side: the part, the path and what was raised are true; why it is so is not known."),
    matches=_matches,
    message=_message,
    advice=_advice,
)
