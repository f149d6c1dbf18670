"""A process is started while the main module is imported."""

from __future__ import annotations

from collections.abc import Iterable

from . import guard_in_import_not_main
from .deaths import BOOTSTRAPPING
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    places = [error.place for error in run.facts.uncaught if error.raised_in in BOOTSTRAPPING]
    # An unguarded set_start_method is refused in the child, where the method is set already.
    places += [event.place for event in run.facts.of_kind("context_set") if event.details["importing"]]
    for place in dict.fromkeys(places):
        if guard_in_import_not_main.around(place) is not None:
            continue
        yield Said(
            f"this line runs again when a child process imports the script, and would start processes in their turn; "
            f"{_consequence(run)}",
            'put what starts processes under: if __name__ == "__main__": (freeze_support() is for frozen programs only)',
            channel="process",
            place=place,
        )


def _consequence(run: RunView) -> str:
    if run.ended:
        return "children died of it one after another"
    return f"the child died of it, and the script ended with status {run.exit_status}"


RULE = RunRule(
    code="PK301",
    slug="no-main-guard",
    title="processes are started without a main guard",
    why=(
        "Under spawn and forkserver a child imports the script before its work begins. Whatever stands at the top level "
        "runs again there; a process started there is refused with a RuntimeError that speaks of the bootstrapping phase."
    ),
    find=_find,
)
