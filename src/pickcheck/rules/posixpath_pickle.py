"""A pickle with a path of Unix in it."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Severity
from .rule import RunRule, RunView, Said
from .windows import fatal_limits

_ADVICE = (
    "store str(path), or pathlib.PurePosixPath, and make the Path when it is loaded "
    "(replacing pathlib.PosixPath by WindowsPath, as is often advised, breaks every other use of it)"
)


def _find(run: RunView) -> Iterable[Said]:
    for limit in fatal_limits(run.facts, "path"):
        yield Said(
            "this pickle was made on Unix and holds a PosixPath: it cannot be loaded on Windows",
            _ADVICE,
            place=limit.place,
        )
    for kind, detail, place in run.facts.platform.hazards:
        if kind == "path":
            message = (
                f"what is pickled here holds a {detail}; should it be loaded on another platform, it will not load"
            )
            yield Said(message, _ADVICE, Severity.NOTE, place=place, about=detail)


RULE = RunRule(
    code="PK711",
    slug="posixpath-pickle",
    title="a pickle with a path of Unix in it",
    why=(
        "A pathlib.Path is pickled as PosixPath or WindowsPath, whichever the platform has. A pickle that was "
        "made on Linux and holds one cannot be loaded on Windows: NotImplementedError (from 3.13 "
        "UnsupportedOperation). Between the processes of one program that does not matter."
    ),
    find=_find,
)
