"""Sources and records -> trees and values, whatever other threads parse; a source file's text and tree, read once."""

from __future__ import annotations

import ast
import os
import threading
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")
_building = threading.Lock()
_TRIES = 5


def tree_of(source: str | bytes) -> ast.Module:
    """As ``ast.parse``."""
    return _built(lambda: ast.parse(source))


def literal_of(text: str) -> Any:
    """As ``ast.literal_eval``."""
    return _built(lambda: ast.literal_eval(text))


def _built(build: Callable[[], T]) -> T:
    """What is built, by one of our threads at a time, and again where a thread of somebody else's came between.

    CPython counts how deep the trees are that it builds in one place for all threads of an interpreter, and raises SystemError when another
    thread has counted there, too (3.9 to 3.12, Python/Python-ast.c; gh-106905).
    """
    for _again in range(_TRIES - 1):
        try:
            with _building:
                return build()
        except SystemError:
            continue
    with _building:
        return build()


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


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes below one, in the order of the source, without those of functions in it; however deep they are nested."""
    left = list(ast.iter_child_nodes(scope))[::-1]
    while left:
        node = left.pop()
        if not isinstance(node, FUNCTIONS):
            yield node
            left += list(ast.iter_child_nodes(node))[::-1]


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
        return Parsed(text, tree_of(text))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
