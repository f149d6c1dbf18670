"""Time zones that Windows has no data for."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .windows import time_zone_errors


def _find(run: RunView) -> Iterable[Said]:
    for error in time_zone_errors(run.facts):
        yield Said(
            "Windows has no database of time zones, and the tzdata package is not installed here either",
            'add it to the dependencies: tzdata; sys_platform == "win32" (for UTC alone, datetime.timezone.utc will do)',
            place=error.place,
            about="tzdata",
        )


RULE = RunRule(
    code="PK712",
    slug="zoneinfo-tzdata",
    title="time zones that Windows has no data for",
    why=(
        "zoneinfo reads the system's database of time zones, and Windows has none. There the tzdata package "
        "from PyPI must be installed, or even ZoneInfo('UTC') raises ZoneInfoNotFoundError."
    ),
    find=_find,
)
