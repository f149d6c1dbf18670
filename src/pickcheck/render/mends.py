"""What a rule's mended example changes in the one that fails: the lines that go, and those that come."""

from __future__ import annotations

import difflib
from functools import lru_cache

from ..catalogue import Example

MOST = 16


@lru_cache(maxsize=256)
def changes(bad: str, good: str) -> tuple[tuple[str, str], ...]:
    """Pairs of a sign ("-" before, "+" after, " " both, "…" a gap) and a line; empty where they are more than can be shown."""
    before, after = (_without_title(text) for text in (bad, good))
    lines = list(difflib.unified_diff(before, after, lineterm="", n=1))[2:]
    if len(lines) > MOST:
        lines = list(difflib.unified_diff(before, after, lineterm="", n=0))[2:]
    pairs = [("…", "") if line.startswith("@@") else (line[:1], line[1:]) for line in lines]
    # Neither a gap at the top nor one empty line after another says anything.
    shown = [
        pair for index, pair in enumerate(pairs) if (index or pair[0] != "…") and (pair[1].strip() or pair[0] == "…")
    ]
    return tuple(shown) if len(shown) <= MOST else ()


def changes_of(example: Example | None) -> tuple[tuple[str, str], ...]:
    """Those of a rule's example, if it has one."""
    return changes(example.bad, example.good) if example is not None else ()


def _without_title(text: str) -> list[str]:
    """The lines without the first docstring, which says what the script is."""
    lines = text.splitlines()
    return lines[1:] if lines and lines[0].startswith('"""') and lines[0].endswith('"""') else lines
