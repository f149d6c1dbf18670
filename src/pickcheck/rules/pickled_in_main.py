"""pickled where another script was the main module."""

from __future__ import annotations

from ..bindings import bindings
from .loading import basename, is_missing_in_main, name, what, where
from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    file = where(fault).get("file")
    if not is_missing_in_main(fault) or file is None:
        return False
    known = bindings(file)
    return known is not None and name(fault).partition(".")[0] not in known


def _message(fault: Fault) -> str:
    return f"{what(fault)} does not load: {basename(where(fault)['file'])}, the main module here, defines no {name(fault)}; it was pickled under another main module, or made at run time"


def _advice(fault: Fault) -> str:
    return f"define {name(fault)} in a module that both sides import by its name"


RULE = Rule(
    code="PK214",
    slug="pickled-in-main",
    stage="load",
    title="pickled where another script was the main module",
    why=(
        "What is defined in the script that is run is sent as a name of __main__. Where another script is the main "
        "one, or the name was made while the script ran, it is not found there."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
