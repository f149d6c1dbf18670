"""A source file's text and tree, read once."""

from __future__ import annotations

import ast
import os
import tokenize
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Parsed:
    """What a file says, and the tree of that."""

    text: str
    tree: ast.Module


def parsed(path: str) -> Parsed | None:
    """The file as it is now; None where it cannot be read, or is no source of this Python's."""
    try:
        facts = os.stat(path)
    except (OSError, ValueError):
        return None
    return _parsed(path, facts.st_mtime_ns, facts.st_size)


def raises(path: str, line: int) -> bool:
    """Whether a ``raise`` stands at this line: what came of it was no accident."""
    found = parsed(path)
    nodes = ast.walk(found.tree) if found is not None else ()
    return any(isinstance(node, ast.Raise) and node.lineno <= line <= (node.end_lineno or 0) for node in nodes)


@lru_cache(maxsize=256)
def _parsed(path: str, _changed: int, _size: int) -> Parsed | None:
    try:
        with tokenize.open(path) as file:
            text = file.read()
        return Parsed(text, ast.parse(text))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
