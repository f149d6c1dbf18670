"""The script's top level runs again in every child."""

from __future__ import annotations

from collections.abc import Iterable

from ..effects import top_level
from ..model import Severity
from . import guard_in_import_not_main, no_main_guard
from .rule import RunRule, RunView, Said

_GUARDS = (no_main_guard.RULE, guard_in_import_not_main.RULE)


def _find(run: RunView) -> Iterable[Said]:
    if any(said.severity is Severity.ERROR for rule in _GUARDS for said in rule.find(run)):
        return  # that says it all
    again: dict[str, int] = {}
    for event in run.facts.of_kind("main_again"):
        path = event.details["path"]
        again[path] = again.get(path, 0) + 1
    for path, count in again.items():
        for effect in top_level(path):
            times = "once more" if count == 1 else f"{count} times more"
            yield Said(
                f"the top level of the script runs again in each child: this line {effect.what} {times}",
                'put it under if __name__ == "__main__":',
                Severity.NOTE if effect.prints else Severity.WARNING,
                channel="process",
                place=(path, effect.line, "<module>"),
            )


RULE = RunRule(
    code="PK308",
    slug="reexec-side-effects",
    title="the script's top level runs again in every child",
    why=(
        "Under spawn and forkserver a child imports the script as __mp_main__. Whatever stands at its top level runs again in "
        "each: files are truncated, servers and threads started, arguments parsed, lines printed."
    ),
    find=_find,
)
