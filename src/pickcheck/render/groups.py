"""Findings that say the same of like parts: the items of a list, each with a lambda of the same line or a lock of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable

from ..model import Finding, Report


def alike(report: Report) -> dict[int, list[int]]:
    """For the first finding of each kind the numbers, from 1, of the others that differ from it in an index only."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number, finding in enumerate(report.findings, 1):
        groups[_kind(finding) or number].append(number)
    return {numbers[0]: numbers[1:] for numbers in groups.values()}


def _kind(finding: Finding) -> Hashable:
    leaf = finding.leaf
    if leaf is None or leaf.also_at:
        return None
    told = (finding.related.get("silent"), finding.related.get("handled"))
    return (
        finding.rule, finding.severity, finding.runs, finding.channel, finding.direction, finding.place, finding.advice,
        leaf.type, leaf.defined_at, re.sub(r"\[\d+\]", "[]", leaf.path), told,
    )  # fmt: skip
