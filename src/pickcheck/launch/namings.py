"""Where in its module's source a global is read."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..trees import parsed

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def is_named_outside(file: str, name: str, functions: set[str]) -> bool:
    """Whether code of the file reads the name that stands in none of these functions."""
    source = parsed(file)
    return source is not None and any(reader not in functions for reader in _readers(source.tree, name, "<module>"))


def _readers(tree: ast.AST, name: str, function: str) -> Iterator[str]:
    """The functions that read it, the innermost of each place."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            yield function
        yield from _readers(node, name, node.name if isinstance(node, _FUNCTIONS) else function)
