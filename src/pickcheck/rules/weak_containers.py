"""a weak reference points into this process."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import a, short, subject


def _matches(fault: Fault) -> bool:
    if fault.leaf.type.startswith("weakref.") or "weakref.ReferenceType" in fault.leaf.bases:
        return True
    facts = fault.leaf.function
    return bool(facts and facts["module"] in ("weakref", "_weakrefset"))


def _message(fault: Fault) -> str:
    return (
        f"{subject(fault)} holds a weak reference ({fault.leaf.path}), which means nothing in another process"
        if fault.leaf.within
        else f"{fault.leaf.path} is {a(short(fault.leaf.type))}: a weak reference means nothing in another process"
    )


def _advice(fault: Fault) -> str:
    return "leave it out in __getstate__ and make it anew on the other side"


RULE = Rule(
    code="PK112",
    slug="weak-containers",
    title="a weak reference points into this process",
    why=(
        "Weak references and containers of them (WeakSet, WeakKeyDictionary, WeakValueDictionary) refer to objects of "
        "this process. The error often names an inner function of the standard library."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
