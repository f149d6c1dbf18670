"""its module cannot be imported on the other side."""

from __future__ import annotations

from .loading import event, load, raised_a, what, where
from .rule import Fault, Rule


def _matches(fault: Fault) -> bool:
    return (
        event(fault) == "global" and raised_a(fault, "builtins.ImportError") and where(fault).get("state") != "loaded"
    )


def _message(fault: Fault) -> str:
    module, missing = load(fault)["module"], load(fault).get("missing_module")
    need = f", which needs {missing}" if missing and missing != module and not module.startswith(f"{missing}.") else ""
    return f"{what(fault)} does not load: its module {module}{need} cannot be imported where it arrives"


def _advice(fault: Fault) -> str:
    module = load(fault).get("missing_module") or load(fault)["module"]
    return (
        f"put the folder of {module} on sys.path before processes start, or load it in the child first (initializer=)"
    )


RULE = Rule(
    code="PK209",
    slug="not-importable-in-child",
    stage="load",
    title="its module cannot be imported on the other side",
    why=(
        "A function or class is found again by importing its module. One that was loaded from a path, by an import "
        "hook or by a plugin loader is known only to the process that did so; multiprocessing hands on sys.path, "
        "and nothing else."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
