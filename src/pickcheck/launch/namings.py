"""Where in its module's source a global is read."""

from __future__ import annotations

import ast

from ..trees import FUNCTIONS, own_nodes, parsed


def is_named_outside(file: str, name: str, functions: set[str]) -> bool:
    """Whether code of the file reads the name that stands in none of these functions."""
    source = parsed(file)
    if source is None:
        return False
    scopes = [
        ("<module>", source.tree),
        *((one.name, one) for one in ast.walk(source.tree) if isinstance(one, FUNCTIONS)),
    ]
    return any(_reads(scope, name) for function, scope in scopes if function not in functions)


def _reads(scope: ast.AST, name: str) -> bool:
    nodes = own_nodes(scope)
    return any(isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load) for node in nodes)
