"""NumPy's default integer, which has 32 bits on Windows."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Severity
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for kind, said, place in run.facts.platform.hazards:
        if kind == "int32":
            yield Said(
                f"{said} makes integers of 32 bits on Windows before NumPy 2, and an array with greater ones crosses: "
                "if it is made of these, they overflow there without a word",
                "say dtype=np.int64, which has 64 bits everywhere; or require NumPy 2",
                Severity.NOTE,
                place=place,
                about=said,
            )


RULE = RunRule(
    code="PK715",
    slug="np-int32",
    title="NumPy's default integer has 32 bits on Windows",
    why=(
        "Before NumPy 2 its default integer (dtype=int, np.int_) is C's long, which has 64 bits on Unix and 32 on Windows, where "
        "sums and products overflow silently. From NumPy 2 on it has 64 bits everywhere."
    ),
    find=_find,
)
