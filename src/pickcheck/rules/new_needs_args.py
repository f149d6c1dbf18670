"""__new__ wants arguments that pickle does not have."""

from __future__ import annotations

from .loading import does_not_fit, event, raised_a, signature, wanted, what
from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    return event(fault) == "new" and raised_a(fault, "builtins.TypeError") and does_not_fit(signature(fault))


def _message(fault: Fault) -> str:
    found = signature(fault) or {}
    return f"{what(fault)} does not load: {found['function']} takes {wanted(found)}, and pickle calls it with {found['given'] or 'no'} argument{'' if found['given'] == 1 else 's'}"


def _advice(fault: Fault) -> str:
    found = signature(fault) or {}
    values = ", ".join(f"self.{name}" for name in found["required"])
    if found["keyword_only"]:
        names = ", ".join(f'"{name}": self.{name}' for name in found["keyword_only"])
        return f"add to the class: def __getnewargs_ex__(self): return ({values}{',' if values else ''}), {{{names}}}"
    if found["given"]:
        return f"let __getnewargs__ return what __new__ takes ({', '.join(found['required'])}), or make that way of making one a class method"
    return f"add to the class: def __getnewargs__(self): return ({values}{',' if len(found['required']) == 1 else ''})"


RULE = Rule(
    code="PK206",
    slug="new-needs-args",
    stage="load",
    title="__new__ wants arguments that pickle does not have",
    why=(
        "Unpickling calls __new__ with what __getnewargs__ or __getnewargs_ex__ gave, by default with nothing (for "
        "a named tuple, with its fields)."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
