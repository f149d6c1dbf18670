"""Reports made harmless and small: no control characters, no endless texts; and, on demand, no values at all."""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, cast

from ..model import Finding, Leaf, Raised, Report, Run

Value = TypeVar("Value")
LONGEST = 2000
# The recorder bounds a repr already; a report may come from elsewhere.
_LONGEST_REPR = 500
_ATOMS = frozenset([int, float, bool, type(None)])


def printable(value: Value) -> Value:
    """The report with everything that is no printable character written as an escape, and texts of bounded length."""
    return _mapped(value, _shown)


def bounded(report: Report) -> Report:
    """The report with the texts that objects have a hand in cut, and no lone surrogate anywhere."""
    findings = [dataclasses.replace(f, leaf=_bounded_leaf(f.leaf)) if _is_long(f.leaf) else f for f in report.findings]
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


def _is_long(leaf: Leaf | None) -> bool:
    if leaf is None:
        return False
    return len(leaf.repr) > _LONGEST_REPR or (leaf.raised is not None and len(leaf.raised.message) > LONGEST)


def _bounded_leaf(leaf: Leaf | None) -> Leaf | None:
    if leaf is None:
        return None
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


def _mapped(value: Value, change: Callable[[str], str]) -> Value:
    """The value with every string in it changed; ``outputs``, which no renderer shows, left as they are.

    What has no string to change is the same object as before: of thousands of findings hardly one has.
    """
    kind: Any = type(value)
    if kind is str:
        return cast(Value, change(value))  # type: ignore[arg-type]
    if kind in _ATOMS or isinstance(value, Enum):
        return value
    if isinstance(value, (tuple, list)):
        items = [_mapped(item, change) for item in value]
        return value if all(map(operator.is_, items, value)) else cast(Value, kind(items))
    if isinstance(value, dict):
        return cast(Value, {_mapped(key, change): _mapped(item, change) for key, item in value.items()})
    new = {}
    for name in _fields(kind):
        old = getattr(value, name)
        if (item := _mapped(old, change)) is not old:
            new[name] = item
    return dataclasses.replace(value, **new) if new else value  # type: ignore[type-var]


@lru_cache(maxsize=64)
def _fields(kind: type) -> tuple[str, ...]:
    if not dataclasses.is_dataclass(kind):
        return ()
    return tuple(field.name for field in dataclasses.fields(kind) if field.name != "outputs")
