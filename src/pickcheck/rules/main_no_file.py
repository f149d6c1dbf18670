"""the main module has no file that a child could import."""

from __future__ import annotations

from .loading import is_missing_in_main, name, what, where
from .rule import Fault, Rule
from .words import CLOUDPICKLE


def _matches(fault: Fault) -> bool:
    return is_missing_in_main(fault) and where(fault).get("file") is None


def _message(fault: Fault) -> str:
    return f"{what(fault)} does not load: {name(fault)} is defined in a main module without a file (console, notebook, python -c), which a child cannot import"


def _advice(fault: Fault) -> str:
    return f"put {name(fault)} in a module of its own (in a notebook: %%writefile) and import it; {CLOUDPICKLE}"


RULE = Rule(
    code="PK202",
    slug="main-no-file",
    stage="load",
    title="the main module has no file that a child could import",
    why=(
        "Functions and classes are sent by the name of their module and their own. Those of a notebook, a console, "
        "python -c or a script on standard input are in __main__, which a child cannot import again: it has no "
        "file."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
