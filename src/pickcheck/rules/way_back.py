"""What a result's leaf is, for the rules about the way back."""

from __future__ import annotations

from .rule import Fault
from .words import a, by_value, short


def _cause(fault: Fault) -> str:
    """Why the leaf does not pickle, in a few words."""
    leaf = fault.leaf
    if leaf.function is not None:
        return (
            "it is a lambda"
            if leaf.function["lambda"]
            else f"the function {leaf.function['qualname']} is not found by name"
        )
    if leaf.cls is not None:
        return f"the class {leaf.cls['qualname']} is not found by name"
    owner = f" in {leaf.within[0]}, {a(short(leaf.within[1]))}" if leaf.within else ""
    return f"it is {a(short(leaf.type))}{owner}"


def message(fault: Fault) -> str:
    """What is wrong."""
    return f"{fault.leaf.path} cannot be sent back from the worker: {_cause(fault)}"


def advice(fault: Fault) -> str:
    """What mends it, for a result or for an exception."""
    if fault.leaf.root == "exception":
        return "raise exceptions that hold plain data: catch it in the worker and raise one that can be sent"
    return by_value(fault, "return plain data from the worker (strings, numbers, lists, dicts of them)")
