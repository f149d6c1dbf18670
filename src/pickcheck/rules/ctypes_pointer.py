"""a ctypes object with a pointer in it."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import a, is_ctypes, short


def _matches(fault: Fault) -> bool:
    return is_ctypes(fault)


def _message(fault: Fault) -> str:
    return f"{fault.leaf.path} is {a(short(fault.leaf.type))}, a ctypes object that holds an address of this process"


def _advice(fault: Fault) -> str:
    return "send the data it points to (bytes, numbers) and make the pointer anew on the other side"


RULE = Rule(
    code="PK116",
    slug="ctypes-pointer",
    title="a ctypes object with a pointer in it",
    why=("An address is good in one process only."),
    matches=_matches,
    message=_message,
    advice=_advice,
)
