"""The main module has no __spec__, which multiprocessing asks for when it starts a process."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said

# Lib/multiprocessing/spawn.py, CPython 3.10 to 3.14: ``main_module.__spec__``; nothing else there raises it.
_ASKED_IN = "spawn.py:get_preparation_data"


def _find(run: RunView) -> Iterable[Said]:
    for error in run.facts.uncaught:
        if error.raised_in == _ASKED_IN and "builtins.AttributeError" in error.bases:
            yield Said(
                "no process can be started here: the main module has no __spec__, as under some debuggers and profilers",
                "run it without them, or put at the top of the script: __spec__ = None",
                channel="process",
                place=error.place,
            )
            return


RULE = RunRule(
    code="PK212",
    slug="main-no-spec",
    title="the main module has no __spec__",
    why=(
        "To have a child import the main module, multiprocessing asks it for its __spec__. Debuggers and profilers that put "
        "a module of their own in its place (pdb of old, pudb, cProfile, some IDEs) leave none."
    ),
    find=_find,
)
