"""an object of a compiled extension that cannot be pickled."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import a, short

# What pickle itself knows how to save; these fail only when they change meanwhile.
_PLAIN = frozenset(("builtins.list", "builtins.tuple", "builtins.dict", "builtins.set", "builtins.frozenset"))
# Of a process that pickled it first, and did not survive that or did not come back.
_ELSEWHERE = frozenset(("builtins.ChildProcessError", "builtins.TimeoutError"))


def _matches(fault: Fault) -> bool:
    leaf = fault.leaf
    if leaf.type in _PLAIN or leaf.raised[0] in _ELSEWHERE:
        return False
    return leaf.function is None and leaf.cls is None and not leaf.python_class


def _message(fault: Fault) -> str:
    return (
        f"{fault.leaf.path} is {a(short(fault.leaf.type))}, a type of compiled code that does not say how to pickle it"
    )


def _advice(fault: Fault) -> str:
    return "make it anew on the other side (in the initializer of a pool, or in __setstate__), and send what it is made from"


RULE = Rule(
    code="PK115",
    slug="native-type",
    title="an object of a compiled extension that cannot be pickled",
    why=(
        "A type written in C, C++ or Rust holds data that Python does not see. Unless the extension says how to pickle it, "
        "it cannot be sent."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
