"""A name that no file can have on Windows."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .windows import fatal_limits


def _find(run: RunView) -> Iterable[Said]:
    for limit in fatal_limits(run.facts, "name"):
        yield Said(
            'no file or folder can have this name on Windows, which takes none of < > " | ? * for a part of one',
            "make names of letters, digits, '-', '_' and '.'; of a time, with strftime('%Y%m%d-%H%M%S')",
            place=limit.place,
            about="name",
        )


RULE = RunRule(
    code="PK717",
    slug="file-name",
    title="a name that no file can have on Windows",
    why=(
        'On Unix a file\'s name may hold anything but "/" and NUL. Windows has none with < > " | ? * in it (OSError, errno 22), '
        "and takes a colon for the end of a drive or for the name of a stream."
    ),
    find=_find,
)
