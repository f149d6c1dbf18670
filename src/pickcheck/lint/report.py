"""What checks noticed -> a report, with the rules' own words where a leaf is at fault."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from .. import __version__
from ..facts.leaves import Failure, LeafFacts
from ..model import Finding, Leaf, Place, Report, RuleInfo, Severity, Step, Target, Within
from ..rules import RULES, RUN_RULES, Fault, rule_for
from ..sources import Sources
from .checks import CHECKS, Noticed, View, Windows
from .names import METHODS
from .source import Source

_WORD = re.compile(r"[^\W\d]\w*")
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def report_on(source: Source, sources: Sources, windows: Windows, methods: Iterable[str] = METHODS) -> Report:
    """The report on one file: no runs, and the findings that would show under these start methods."""
    wanted = set(methods)
    if not _concerns(source, windows):
        return Report(__version__, Target(source.path), (), (), ())
    view = View(source, windows)
    found = [_finding(view, one, sources) for check in CHECKS for one in check(view) if wanted & set(one.methods)]
    findings = sorted(dict.fromkeys(_Same(one) for one in found), key=_Same.rank)
    chosen = tuple(one.finding for one in findings)
    rules = {finding.rule: _infos()[finding.rule] for finding in chosen}
    return Report(__version__, Target(source.path), (), chosen, tuple(sorted(rules.values(), key=lambda r: r.code)))


def _concerns(source: Source, windows: Windows) -> bool:
    """Whether any word of the text is one that a check begins with: of most files none is, and they need no index."""
    words = set(_WORD.findall(source.text))
    return bool(words & {"multiprocessing", "concurrent"}) or not words.isdisjoint(windows.words)


class _Same:
    """A finding; two that say the same of the same place are one."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        self._key = (finding.rule, finding.place, finding.leaf.path if finding.leaf else finding.related.get("about"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def rank(self) -> tuple[Any, ...]:
        """Worst first, then as in the source."""
        place = self.finding.place
        line = place.line if place is not None and place.line is not None else 0
        return _ORDER[self.finding.severity], line, self.finding.code


def _finding(view: View, one: Noticed, sources: Sources) -> Finding:
    place = _place(view, one.at, sources)
    related: dict[str, Any] = {"methods": list(one.methods)}
    if one.leaf is None:
        if one.about:
            related["about"] = one.about
        info, message, advice, leaf = _infos()[one.slug], one.message, one.advice, None
    else:
        fault = Fault(_failure(one), one.leaf)
        rule = rule_for(fault)
        info, message, advice, leaf = rule.info, rule.message(fault), rule.advice(fault), _leaf(one.leaf, sources)
    return Finding(
        code=info.code, rule=info.slug, severity=one.severity, runs=(), message=message, advice=advice, help=info.help,
        channel=one.channel, direction=one.direction, place=place, leaf=leaf, related=related,
    )  # fmt: skip


def _place(view: View, node: ast.AST, sources: Sources) -> Place:
    line = _line(node)
    function = view.tree.function(node)
    name = "<module>" if function is None else getattr(function, "name", "<lambda>")
    path = view.source.path
    return Place(sources.shown(path), line, name, sources.line(path, line))


def _line(node: ast.AST) -> int:
    """The line that a traceback would name: for a call, the one that its method's name stands on."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.end_lineno is not None:
        return node.func.end_lineno
    return getattr(node, "lineno", 1)


def _failure(one: Noticed) -> Failure:
    leaf = one.leaf
    return Failure(
        one.channel or "", one.direction or "", None, True, "parent", leaf.raised if leaf else ("", ""),
        "" if one.starts else "builtins.tuple", (leaf,) if leaf else (), (), 1, frozenset(), one.stage,
    )  # fmt: skip


def _leaf(leaf: LeafFacts, sources: Sources) -> Leaf:
    return Leaf(
        path=leaf.path, also_at=leaf.also_at, type=leaf.type, repr=leaf.repr,
        defined_at=sources.definition(leaf.defined_at), within=Within(*leaf.within) if leaf.within else None, raised=None,
        steps=tuple(Step(step, kind) for step, kind in leaf.steps),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _infos() -> dict[str, RuleInfo]:
    return {info.slug: info for info in (*(rule.info for rule in RULES), *(rule.info for rule in RUN_RULES))}
