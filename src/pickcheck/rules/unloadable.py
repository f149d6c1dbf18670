"""something that does not load, for a reason no rule knows."""

from __future__ import annotations

from .loading import basename, event, load, raised_a, what
from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    return True


def _message(fault: Fault) -> str:
    if event(fault) in _OF_THE_CHILD:
        return _OF_THE_CHILD[event(fault)].format(what=fault.leaf.path, said=_said(fault), place=_place(fault))
    if _is_handed_over(fault):
        return f"{fault.leaf.path} holds a descriptor that its sender hands over as it is loaded, and the sender is gone: {_said(fault)}"
    return f"{what(fault)} pickles, and does not load: {_said(fault)}{_place(fault)}"


def _is_handed_over(fault: Fault) -> bool:
    """Whether loading asked another process for a descriptor (Lib/multiprocessing/resource_sharer.py), in vain."""
    inner = load(fault).get("raised_in")
    lost = raised_a(fault, "builtins.ConnectionError") or raised_a(fault, "builtins.EOFError")
    return lost and inner is not None and basename(inner["path"]) == "connection.py"


# A fresh process that check(methods=...) started.
_OF_THE_CHILD = {
    "main": "{what} does not get to a child: the child cannot import the main module: {said}{place}",
    "died": "{what} does not load in a child: {said}",
    "late": "{what} does not load in a child: {said}",
}


def _said(fault: Fault) -> str:
    kind, text = fault.leaf.raised
    return f"{kind.rpartition('.')[2]}: {text}" if text else kind.rpartition(".")[2]


def _place(fault: Fault) -> str:
    inner = load(fault).get("raised_in")
    return f" ({basename(inner['path'])}, line {inner['line']}, {inner['function']})" if inner else ""


def _advice(fault: Fault) -> str:
    if event(fault) in _OF_THE_CHILD:
        return "see what the child does before its work begins: it imports the main module, then makes what it was sent"
    if _is_handed_over(fault):
        return "let the sender live until what it sent was received: join() it only after get()"
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
