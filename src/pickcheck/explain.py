"""Facts -> findings: the first rule that matches, and the same fault over several runs made one finding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from .facts import Failure, LeafFacts
from .model import Finding, Leaf, Outcome, Raised, RuleInfo, Run, Severity, Step, Within
from .outcome import lost
from .rules import RUN_RULES, UNEXPLAINED, Fault, RunRule, RunView, Said, rule_for
from .siblings import siblings_of
from .sources import Sources

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class Explained:
    """The findings of all runs, worst first, and the rules they name."""

    findings: tuple[Finding, ...]
    rules: tuple[RuleInfo, ...]


@dataclass(frozen=True)
class _One:
    """One finding of one run. ``same``: equal for the same fault at the same place, in whatever run it shows."""

    rule: RuleInfo
    finding: Finding
    same: tuple[Any, ...]


def explain(runs: list[Run], views: list[RunView | None], sources: Sources) -> Explained:
    """Explain what was recorded. ``views`` goes with ``runs``; None for a run that did not take place."""
    found = [
        one
        for index, (run, view) in enumerate(zip(runs, views, strict=True))
        if view is not None
        for one in _of_run(index, run, view, sources)
    ]
    findings = sorted(_merged(found), key=_rank)
    rules = sorted({one.rule for one in found}, key=lambda rule: rule.code)
    return Explained(tuple(findings), tuple(rules))


def _of_run(index: int, run: Run, view: RunView, sources: Sources) -> Iterator[_One]:
    errors = 0
    unread = lost(view.facts)
    for failure in view.facts.failures:
        handled = run.outcome in (Outcome.OK, Outcome.ERROR) and failure not in unread
        errors += not handled
        for leaf in failure.leaves:
            fault = Fault(failure, leaf)
            finding = finding_of(fault, sources, index, handled)
            yield _One(rule_for(fault).info, finding, (*_where(finding), _which(leaf)))
    for rule, said in _said_of_runs(run, view, errors):
        finding = _of_said(index, rule, said, sources)
        yield _One(rule.info, finding, (*_where(finding), said.about))


def _said_of_runs(run: Run, view: RunView, errors: int) -> Iterator[tuple[RunRule, Said]]:
    for rule in RUN_RULES:
        for said in rule.find(view):
            errors += said.severity is Severity.ERROR
            yield rule, said
    if run.outcome in (Outcome.FAILS, Outcome.HANGS) and not errors:
        for said in UNEXPLAINED.find(view):
            yield UNEXPLAINED, said


def _rank(finding: Finding) -> tuple[Any, ...]:
    """Worst first; an object that failed before what came of it."""
    return _ORDER[finding.severity], finding.leaf is None, finding.runs, finding.code


def _where(finding: Finding) -> tuple[Any, ...]:
    return finding.rule, finding.channel, finding.direction, finding.place


def _which(leaf: LeafFacts) -> tuple[str, ...]:
    """All instances of a class that cannot be sent are one fault, and so are alike items of a result; any other leaf is
    told by its path."""
    if leaf.cls is not None and "builtins.type" not in leaf.bases:
        module = str(leaf.cls["module"]).replace("__mp_main__", "__main__")
        return leaf.root, module, str(leaf.cls["qualname"])
    path = re.sub(r"^result\[\d+\]", "result[]", leaf.path) if leaf.defined_at is not None else leaf.path
    return path, leaf.type.replace("__mp_main__", "__main__"), str(leaf.defined_at if path != leaf.path else None)


def finding_of(fault: Fault, sources: Sources, index: int = 0, handled: bool = False) -> Finding:
    """The finding that the first matching rule makes of a fault in the run of this index.

    handled: the script caught the error and went on.
    """
    rule, failure = rule_for(fault), fault.failure
    related: dict[str, Any] = {"sender": failure.sender, "count": failure.count}
    if handled:
        related["handled"] = True
    elif not failure.delivered:
        related["silent"] = _silence(failure)
    if failure.notes:
        related["notes"] = list(failure.notes)
    elif siblings := siblings_of(fault.leaf, failure.leaves):
        related["siblings"] = siblings
    return Finding(
        code=rule.code, rule=rule.slug, severity=Severity.WARNING if handled else rule.severity, runs=(index,),
        message=rule.message(fault), advice=rule.advice(fault), help=rule.help, channel=failure.channel,
        direction=failure.direction, place=sources.place(failure.place), leaf=_leaf(fault.leaf, sources),
        related=related,
    )  # fmt: skip


def _silence(failure: Failure) -> str:
    if failure.channel == "queue":
        return "put() had returned: the queue's feeder thread dropped the item"
    return "the error did not reach the script's own code"


def _of_said(index: int, rule: RunRule, said: Said, sources: Sources) -> Finding:
    info = rule.info
    return Finding(
        code=rule.code, rule=rule.slug, severity=said.severity, runs=(index,), message=said.message,
        advice=said.advice, help=info.help, channel=said.channel, direction=said.direction, place=sources.place(said.place),
        related={"about": said.about} if said.about else {},
    )  # fmt: skip


def _leaf(leaf: LeafFacts, sources: Sources) -> Leaf:
    return Leaf(
        path=leaf.path,
        also_at=leaf.also_at,
        type=leaf.type,
        repr=leaf.repr,
        defined_at=sources.definition(leaf.defined_at),
        within=Within(*leaf.within) if leaf.within else None,
        raised=Raised(*leaf.raised) if leaf.raised[0] else None,
        steps=tuple(Step(step, kind) for step, kind in leaf.steps),
    )


def _merged(found: list[_One]) -> Iterator[Finding]:
    groups: dict[tuple[Any, ...], list[Finding]] = defaultdict(list)
    for one in found:
        groups[one.same].append(one.finding)
    for same in groups.values():
        first = min(same, key=lambda one: _ORDER[one.severity])
        runs = tuple(sorted({run for one in same for run in one.runs}))
        yield replace(first, runs=runs, leaf=_joined(first.leaf, [one.leaf for one in same]))


def _joined(first: Leaf | None, leaves: list[Leaf | None]) -> Leaf | None:
    if first is None:
        return None
    paths = [path for leaf in leaves if leaf is not None for path in (leaf.path, *leaf.also_at)]
    if first.path.startswith("result["):  # which parts of a map fail first is a race
        paths.sort(key=lambda path: [int(number) for number in re.findall(r"\d+", path)])
    return replace(first, also_at=tuple(path for path in dict.fromkeys(paths) if path != first.path))
