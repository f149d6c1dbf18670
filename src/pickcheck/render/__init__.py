"""Report -> text. A renderer is a pure function of reports; the table below is all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..errors import UsageError
from ..model import Report
from . import json, terminal

RENDERERS: dict[str, Callable[[Sequence[Report]], str]] = {
    "terminal": terminal.render,
    "json": json.render,
}
# The suffix of a file given with --output tells its format.
SUFFIXES = {".json": "json", ".txt": "terminal"}


def format_of(path: str) -> str:
    """The format that a file's suffix asks for; raises UsageError for an unknown one."""
    for suffix, name in SUFFIXES.items():
        if path.endswith(suffix):
            return name
    raise UsageError(f"{path}: the format is the suffix's, and it must be one of {', '.join(SUFFIXES)}")
