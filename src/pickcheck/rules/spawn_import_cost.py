"""A child takes long to start."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..facts.costs import Start
from ..model import Severity
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    groups: dict[object, list[Start]] = defaultdict(list)
    for start in run.facts.surroundings.starts:
        groups[start.channel, start.place].append(start)
    for same in groups.values():
        usual = sorted(start.seconds for start in same)[len(same) // 2]
        if usual < run.thresholds.start_seconds:
            continue
        first = same[0]
        packages = ", ".join(f"{name} ({count})" for name, count in first.packages)
        yield Said(
            f"a child computes for {usual:.1f} s before its work begins: it imports the script, and {first.modules} modules in all"
            f"{f', among them {packages}' if packages else ''}",
            "import what only the parent needs under the main guard, or in functions; forkserver with "
            "set_forkserver_preload() imports the rest once",
            Severity.NOTE,
            channel=first.channel,
            place=first.place,
            about="start",
        )


RULE = RunRule(
    code="PK802",
    slug="spawn-import-cost",
    title="a child takes long to start",
    why=(
        "Under spawn every child is a new interpreter that imports the script and all it imports before its work begins. "
        "What takes a second there takes a second in each child."
    ),
    find=_find,
)
