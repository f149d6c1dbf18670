"""Reports made harmless and small: no control characters, no endless texts; and, on demand, no values at all."""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import TypeVar, cast

from ..model import Finding, Leaf, Raised, Report, Run

Value = TypeVar("Value")
LONGEST = 2000
# The recorder bounds a repr already; a report may come from elsewhere.
_LONGEST_REPR = 500


def printable(value: Value) -> Value:
    """The report with everything that is no printable character written as an escape, and texts of bounded length."""
    return _mapped(value, _shown)


def bounded(report: Report) -> Report:
    """The report with the texts that objects have a hand in cut, and no lone surrogate anywhere."""
    findings = (dataclasses.replace(f, leaf=_bounded_leaf(f.leaf)) if f.leaf else f for f in report.findings)
    return _mapped(dataclasses.replace(report, findings=tuple(findings)), _encodable)


def without_values(report: Report) -> Report:
    """The report without anything that an object of the script's may have put into a text: reprs, the texts of
    exceptions, the script's arguments. Paths, types and source lines stay."""
    return dataclasses.replace(
        report,
        target=dataclasses.replace(report.target, args=("…",) * len(report.target.args)),
        runs=tuple(map(_quiet_run, report.runs)),
        findings=tuple(map(_quiet, report.findings)),
        outputs=(),
    )


def cut(text: str, longest: int = LONGEST) -> str:
    """The text, with its middle left out where it is longer."""
    half = longest // 2 - 1
    return text if len(text) <= longest else f"{text[:half]} … {text[-half:]}"


# ---------------------------------------------------------------- values


def _quiet_run(run: Run) -> Run:
    ending = "was ended" if run.exit_status is None else f"ended with status {run.exit_status}"
    return dataclasses.replace(run, reason=f"{run.outcome.value}; {ending}")


def _quiet(finding: Finding) -> Finding:
    leaf = finding.leaf
    if leaf is None or leaf.raised is None:
        return dataclasses.replace(finding, leaf=_quiet_leaf(leaf))
    # A rule may repeat what was raised; it never repeats a repr.
    raised = leaf.raised.message
    message = finding.message.replace(raised, "…") if len(raised) > 2 else finding.message
    return dataclasses.replace(finding, message=message, leaf=_quiet_leaf(leaf))


def _quiet_leaf(leaf: Leaf | None) -> Leaf | None:
    if leaf is None:
        return None
    raised = Raised(leaf.raised.type, "") if leaf.raised else None
    return dataclasses.replace(leaf, repr=f"<{leaf.type}>", raised=raised)


# ---------------------------------------------------------------- texts


def _bounded_leaf(leaf: Leaf) -> Leaf:
    raised = Raised(leaf.raised.type, cut(leaf.raised.message)) if leaf.raised else None
    return dataclasses.replace(leaf, repr=cut(leaf.repr, _LONGEST_REPR), raised=raised)


def _shown(text: str) -> str:
    short = cut(text)
    if short.isprintable():
        return short
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in short)


def _encodable(text: str) -> str:
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _mapped(value: Value, change: object) -> Value:
    """The value with every string in it changed; ``outputs``, which no renderer shows, left as they are."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return cast(Value, change(value))  # type: ignore[operator]
    if isinstance(value, (tuple, list)):
        return cast(Value, type(value)(_mapped(item, change) for item in value))
    if isinstance(value, dict):
        return cast(Value, {_mapped(key, change): _mapped(item, change) for key, item in value.items()})
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [field.name for field in dataclasses.fields(value) if field.name != "outputs"]
        new = {name: _mapped(getattr(value, name), change) for name in fields}
        return cast(Value, dataclasses.replace(value, **new))
    return value
