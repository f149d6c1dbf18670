"""The initializer of a pool or an executor raises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..facts.processes import Uncaught
from ..model import Severity
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    channels = {child.pid: child for child in run.facts.children}
    groups: dict[object, list[Uncaught]] = defaultdict(list)
    for error in run.facts.uncaught:
        if error.stage == "initializer":
            groups[error.type, error.place].append(error)
    for same in groups.values():
        first = same[0]
        owner = channels.get(first.pid)
        channel = owner.channel if owner is not None else "pool"
        more = ", again and again" if len(same) > 1 else ""
        yield Said(
            f"the initializer raises {first.said} in the worker{more}; {_consequence(channel)}",
            "make the initializer raise nothing: call it once in the parent first, and let the tasks report what is missing",
            Severity.WARNING if run.exit_status == 0 and owner is not None and owner.looked_at else Severity.ERROR,
            channel=channel,
            place=first.place or (owner.place if owner is not None else None),
        )


def _consequence(channel: str) -> str:
    if channel in ("executor", "loky", "joblib"):
        return "the executor is broken for good: every task gets a BrokenProcessPool, which does not say why"
    return "the pool starts another worker, which dies of it too, without end, and the caller waits for ever"


RULE = RunRule(
    code="PK306",
    slug="initializer-raises",
    title="the initializer of a pool or an executor raises",
    why=(
        "A worker whose initializer raises ends. A Pool starts the next one without end and its caller waits for ever; an "
        "executor is broken and its futures raise BrokenProcessPool. The error itself is printed to standard error only."
    ),
    find=_find,
)
