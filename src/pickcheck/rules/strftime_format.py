"""A time is written in a format that only Unix knows."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .windows import fatal_limits


def _find(run: RunView) -> Iterable[Said]:
    for limit in fatal_limits(run.facts, "strftime"):
        asked = f"{limit.asked!r} has" if limit.asked else "this format has"
        yield Said(
            f"{asked} a directive that strftime does not know on Windows, and refuses there",
            "use the directives of Python's documentation; for a day without a leading zero f'{date.day}'",
            place=limit.place,
            about="strftime",
        )


RULE = RunRule(
    code="PK718",
    slug="strftime-format",
    title="a time is written in a format that only Unix knows",
    why=(
        "strftime() is the C library's. Flags such as %-d and directives such as %k, %l, %P and %s are glibc's; on Windows Python "
        "raises ValueError (Invalid format string) for what is not Windows' own."
    ),
    find=_find,
)
