"""Two reports of the same targets: which findings are new, which are mended, which are as they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .fingerprints import fingerprints
from .model import Finding, Report, Run, Severity

_RANK = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True)
class Compared:
    """One finding and the report that it is in. ``why``: what makes a known fault a new finding; "" else."""

    finding: Finding
    report: Report
    why: str = ""


@dataclass(frozen=True)
class Difference:
    """What ``compare`` found; ``unchecked``: old findings none of whose runs took place this time."""

    new: tuple[Compared, ...]
    mended: tuple[Compared, ...]
    unchanged: tuple[Compared, ...]
    unchecked: tuple[Compared, ...] = ()


def compare(old: Sequence[Report], new: Sequence[Report]) -> Difference:
    """What became of the findings of ``old`` in ``new``.

    A known fault is new again when it has become worse, or shows in a run that was made before and did not show it.
    """
    known = _by_print(old)
    found = _by_print(new)
    kinds: dict[bool, list[Compared]] = {True: [], False: []}
    for print_, (finding, report) in found.items():
        before = known.get(print_)
        why = _worse(before, finding, report) if before else ""
        kinds[before is None or bool(why)].append(Compared(finding, report, why))
    gone = [entry for print_, entry in known.items() if print_ not in found]
    made = {(report.target, kind) for report in new for kind in list(map(_kind, report.runs)) or [_READ]}
    again = [_shown(*entry) & made for entry in gone]
    return Difference(
        tuple(kinds[True]),
        tuple(Compared(*entry) for entry, ran in zip(gone, again, strict=True) if ran),
        tuple(kinds[False]),
        tuple(Compared(*entry) for entry, ran in zip(gone, again, strict=True) if not ran),
    )


def _by_print(reports: Sequence[Report]) -> dict[str, tuple[Finding, Report]]:
    return {
        print_: (finding, report)
        for report in reports
        for print_, finding in zip(fingerprints(report), report.findings, strict=True)
    }


def _worse(before: tuple[Finding, Report], finding: Finding, report: Report) -> str:
    old, where = before
    if _RANK[finding.severity] > _RANK[old.severity]:
        return f"was a {old.severity.value}"
    was_fine = {(where.target, _kind(run)) for run in where.runs} - _shown(old, where)
    spread = [run for index in finding.runs if (report.target, run := _kind(report.runs[index])) in was_fine]
    return f"did not show under {', '.join(dict.fromkeys(' on '.join(kind) for kind in spread))}" if spread else ""


def _shown(finding: Finding, report: Report) -> set[tuple[object, tuple[str, str]]]:
    return {(report.target, kind) for kind in [_kind(report.runs[index]) for index in finding.runs] or [_READ]}


# What a source that was read and not run has in the place of a run.
_READ = ("read", "")


def _kind(run: Run) -> tuple[str, str]:
    """A run's start method and its Python's minor version: patch releases are compared with one another."""
    return run.method, ".".join(run.python.version.split(".")[:2])
