"""an exception whose arguments do not fit its __init__."""

from __future__ import annotations

from .loading import class_name, does_not_fit, event, is_stdlib, load, signature, wanted, what
from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    facts = load(fault)
    if event(fault) != "call" or not facts.get("exception"):
        return False
    inner = facts.get("raised_in") or {}
    return does_not_fit(signature(fault)) or ("__init__" in facts["defines"] and inner.get("function") == "__init__")


def _message(fault: Fault) -> str:
    found = signature(fault)
    if found is None or not does_not_fit(found):
        return f"{what(fault)} does not load: {class_name(fault)}.__init__ is called again with its args, and raises {_raised(fault)}"
    given = f"{found['given']} argument{'' if found['given'] == 1 else 's'}"
    return f"{what(fault)} does not load: it is made anew from its args, {given}, where {found['function']} takes {wanted(found)}"


def _raised(fault: Fault) -> str:
    return fault.leaf.raised[0].rpartition(".")[2]


def _advice(fault: Fault) -> str:
    found = signature(fault)
    cls = class_name(fault)
    if found is None:
        return f"give {cls} a __reduce__ that returns (type(self), the arguments of __init__)"
    if is_stdlib(fault):
        return f"give {cls} its arguments by position: {cls}({', '.join(found['required'])})"
    if found["keyword_only"]:
        return f"give {cls} a __reduce__ that hands {', '.join(found['keyword_only'])} on too: return functools.partial({cls}, {', '.join(f'{name}=self.{name}' for name in found['keyword_only'])}), self.args"
    return f"hand all of them on: super().__init__({', '.join(found['positional'])}), or define __reduce__"


RULE = Rule(
    code="PK204",
    slug="exc-bad-init",
    stage="load",
    title="an exception whose arguments do not fit its __init__",
    why=(
        "An exception is pickled as its class and its args, and made anew by calling the class with them. args is "
        "what super().__init__() was given: where that is not what __init__ takes, or was taken by keyword, the "
        "exception does not load. A pool then waits for ever, an executor breaks."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
