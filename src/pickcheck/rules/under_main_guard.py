"""a name that is bound only under the main guard."""

from __future__ import annotations

from ..bindings import Binding, binding
from .loading import is_missing_in_main, name, what, where
from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    found = _binding(fault)
    return found is not None and found.guarded


def _binding(fault: Fault) -> Binding | None:
    file = where(fault).get("file")
    if not is_missing_in_main(fault) or file is None:
        return None
    return binding(file, name(fault).partition(".")[0])


def _message(fault: Fault) -> str:
    found = _binding(fault)
    line = found.line if found is not None else "?"
    return f"{what(fault)} does not load: {name(fault)} (line {line}) is defined under the main guard, which a child does not run"


def _advice(fault: Fault) -> str:
    found = _binding(fault)
    kind = found.kind if found is not None else "definition"
    return f'move the {kind} {name(fault)} above: if __name__ == "__main__":'


RULE = Rule(
    code="PK203",
    slug="under-main-guard",
    stage="load",
    title="a name that is bound only under the main guard",
    why=(
        'A child imports the script under the name __mp_main__, so what stands under if __name__ == "__main__" '
        "does not run there: a function or class defined there is not found by its name."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
