"""A child process died."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..facts.processes import ChildProcess, Uncaught
from ..model import Severity
from . import broken_pool_hides_cause, windows, worker_killed_hang
from .deaths import BOOTSTRAPPING, cause_of_death, died, interrupted, last_words
from .differences import loud
from .rule import RunRule, RunView, Said

_ADVICE = {
    "process": "look at Process.exitcode after join(), or use a ProcessPoolExecutor, whose result() raises",
    "pool": "see what it died of: a Pool starts another worker, and waits for ever for the lost task",
    "executor": "see what it died of: an executor that loses a worker is broken for good",
    "manager": "see what it died of: its proxies are of no use any more",
    "dataloader": "see what it died of, or try num_workers=0: without this worker no batch comes any more",
    "loky": "see what it died of: an executor that loses a worker is broken for good",
    "joblib": "see what it died of: Parallel gives up all tasks when it loses a worker",
}


def _find(run: RunView) -> Iterable[Said]:
    groups: dict[tuple[str, str, object], list[tuple[ChildProcess, Uncaught | None]]] = defaultdict(list)
    for child, error in _unexplained(run):
        groups[child.channel, cause_of_death(child, error), _place(child, error)].append((child, error))
    for (channel, cause, _), same in groups.items():
        names = [child.name for child, _error in same]
        shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
        noticed = run.exit_status == 0 and all(child.looked_at or child.meant for child, _error in same)
        yield Said(
            f"{shown} {cause}{_rest(run, [child for child, _error in same])}",
            _ADVICE[channel],
            Severity.WARNING if noticed else Severity.ERROR,
            channel=channel,
            place=_place(*same[0]),
            about=cause,
        )


def _rest(run: RunView, children: list[ChildProcess]) -> str:
    if run.exit_status != 0:
        return ""
    if all(child.looked_at for child in children):
        return ", which the script looked at"
    if all(child.looked_at or child.meant for child in children):
        return ": perhaps by the script itself, whose code sends signals"
    return ", and the script ended with status 0 all the same"


def _unexplained(run: RunView) -> Iterable[tuple[ChildProcess, Uncaught | None]]:
    """The children that died, and not of a failure that has a finding of its own."""
    lost = frozenset().union(*(failure.keys for failure in run.facts.failures))
    starts = [failure for failure in run.facts.failures if failure.channel == "process" and not failure.delivered]
    crashing = {failure.place for failure in starts}
    elsewhere = {child.pid for child in worker_killed_hang.lost_workers(run)}
    for broken in run.facts.of_kind("executor_broken"):
        elsewhere |= {child.pid for child in broken_pool_hides_cause.lost_workers(run, broken)}
    for child in died(run.facts):
        if child in interrupted(run.facts) or child.pid in elsewhere or _has_a_rule(run, child):
            continue
        error = last_words(run.facts, child.pid)
        explained = error.keys & lost if error is not None else child.place in crashing
        if not explained:
            yield child, error


def _has_a_rule(run: RunView, child: ChildProcess) -> bool:
    """Whether the child died of something that has a rule of its own."""
    error = last_words(run.facts, child.pid)
    if any(child.pid in one.pids for one in loud(run.facts)):
        return True
    if error is None:
        return False
    met = any(error.keys & event.keys for event in run.facts.events)
    if met or error.stage == "initializer" or error.raised_in in BOOTSTRAPPING:
        return True
    return windows.explained(run.facts, error)


def _place(child: ChildProcess, error: Uncaught | None) -> tuple[str, int, str] | None:
    return error.place if error is not None and error.place else child.place


RULE = RunRule(
    code="PK501",
    slug="child-died-parent-ok",
    title="a child process died and nobody looked",
    why=(
        "An error in a child ends the child: it prints a traceback and has exit status 1. join() says nothing, and the "
        "parent goes on as if all were well unless it looks at Process.exitcode."
    ),
    find=_find,
)
