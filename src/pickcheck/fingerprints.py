"""What a finding is known by from one report to the next: the fault and where it is, no line number and no run."""

from __future__ import annotations

import hashlib
from collections import Counter

from .model import Finding, Report


def fingerprints(report: Report) -> tuple[str, ...]:
    """A fingerprint (32 hex digits) for each finding of the report, in order, no two alike.

    Edits elsewhere in the file do not change it: a place counts by its file, function and source line's text. Of findings
    alike in all this, the first, second, ... are told apart by their order.
    """
    seen: Counter[str] = Counter()
    found = []
    for finding in report.findings:
        text = "\x00".join(_traits(finding, report))
        seen[text] += 1
        found.append(hashlib.sha256(f"{text}\x00{seen[text]}".encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return tuple(found)


def _traits(finding: Finding, report: Report) -> list[str]:
    place, leaf = finding.place, finding.leaf
    return [
        report.target.name,
        finding.rule,
        finding.channel or "",
        finding.direction or "",
        *((place.path, place.function or "", place.source or "") if place else ("", "", "")),
        *((leaf.path, leaf.type) if leaf else ("", "")),
        str(finding.related.get("about", "")),
    ]
