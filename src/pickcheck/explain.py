"""Facts -> findings: the first rule that matches, and the same fault over several runs made one finding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from .facts.leaves import Failure, LeafFacts
from .model import Finding, Leaf, Outcome, Raised, RuleInfo, Run, Severity, Step, Within
from .outcome import lost
from .rules import FINDERS, UNEXPLAINED, Fault, RunRule, RunView, Said, rule_for
from .siblings import siblings_of
from .sources import Sources

_INSIDE = 20  # paths of one object's other leaves that are kept
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class Explained:
    """The findings of all runs, worst first, and the rules they name."""

    findings: tuple[Finding, ...]
    rules: tuple[RuleInfo, ...]


@dataclass(frozen=True)
class _One:
    """One finding of one run. ``same``: equal for the same fault at the same place, in whatever run it shows.

    whole: the object at this place that the leaf is a detail of, and how many leaves of it are said one by one.
    """

    rule: RuleInfo
    finding: Finding
    same: tuple[Any, ...]
    whole: tuple[Any, ...] | None = None
    most: int = 0


def explain(runs: list[Run], views: list[RunView | None], sources: Sources) -> Explained:
    """Explain what was recorded. ``views`` goes with ``runs``; None for a run that did not take place."""
    found = [
        one
        for index, (run, view) in enumerate(zip(runs, views, strict=True))
        if view is not None
        for one in _of_run(index, run, view, sources)
    ]
    findings = sorted(_merged(_folded(found)), key=_rank)
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
            yield _of_leaf(fault, finding)
    for rule, said in _said_of_runs(run, view, errors):
        finding = _of_said(index, rule, said, sources)
        yield _One(rule.info, finding, (*_where(finding), said.about))


def _of_leaf(fault: Fault, finding: Finding) -> _One:
    rule, where = rule_for(fault), _where(finding)
    if rule.whole is None:
        return _One(rule.info, finding, (*where, _which(fault.leaf)))
    whole = (*where, rule.whole(fault))
    return _One(rule.info, finding, (*whole, _which(fault.leaf)), whole, rule.most)


def _said_of_runs(run: Run, view: RunView, errors: int) -> Iterator[tuple[RunRule, Said]]:
    for rule in FINDERS:
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
    if failure.channel in ("queue", "dataloader") and failure.stage == "dump":
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


def _folded(found: list[_One]) -> Iterator[_One]:
    """The findings; where an object has too many leaves, they are the same fault."""
    leaves: dict[tuple[Any, ...], dict[int, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for one in found:
        if one.whole is not None and one.finding.leaf is not None:
            leaves[one.whole][one.finding.runs[0]][one.finding.leaf.path] = None
    for one in found:
        paths = list(leaves[one.whole][one.finding.runs[0]]) if one.whole is not None else []
        if one.whole is None or max(map(len, leaves[one.whole].values())) <= one.most:
            yield one
        elif one.finding.leaf is not None and one.finding.leaf.path == paths[0]:
            yield replace(one, same=one.whole, finding=_with_inside(one.finding, paths[1:]))


def _with_inside(finding: Finding, paths: list[str]) -> Finding:
    if not paths:
        return finding
    message = f"{finding.message} (and {len(paths)} more inside it)"
    return replace(finding, message=message, related={**finding.related, "inside": paths[:_INSIDE]})


def _merged(found: Iterable[_One]) -> Iterator[Finding]:
    groups: dict[tuple[Any, ...], list[Finding]] = defaultdict(list)
    for one in found:
        groups[one.same].append(one.finding)
    for same in groups.values():
        first = min(same, key=lambda one: _ORDER[one.severity])
        runs = tuple(sorted({run for one in same for run in one.runs}))
        leaves = [one.leaf for one in same if "inside" not in one.related]
        yield replace(first, runs=runs, leaf=_joined(first.leaf, leaves))


def _joined(first: Leaf | None, leaves: list[Leaf | None]) -> Leaf | None:
    if first is None:
        return None
    paths = [path for leaf in (first, *leaves) if leaf is not None for path in (leaf.path, *leaf.also_at)]
    if first.path.startswith("result["):  # which parts of a map fail first is a race
        paths.sort(key=lambda path: [int(number) for number in re.findall(r"\d+", path)])
    return replace(first, also_at=tuple(path for path in dict.fromkeys(paths) if path != first.path))
