"""Which part of a source line is meant: the argument that holds the leaf, or the lambda that is it."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from ..trees import tree_of

# Where what a root names stands among the positional arguments, if it is not given by keyword.
_POSITIONS = {"func": 0, "obj": 0, "iterable": 1, "target": 1, "initializer": 1, "initargs": 2}


@lru_cache(maxsize=4096)
def marked(source: str, path: str, is_lambda: bool = False) -> tuple[str, str, str]:
    """The line in three parts, of which the second is meant; the whole line where the part cannot be told.

    path: the leaf's, whose root says which argument it is. is_lambda: whether the line defines a lambda, the leaf.
    """
    tree = _parsed(source)
    node = None
    if tree is not None:
        node = _lambda(tree) if is_lambda else _argument(tree, path)
    return _parts(source, node) if node is not None else ("", source, "")


def _parsed(source: str) -> ast.AST | None:
    for text in (source, f"{source} pass", f"{source})"):
        try:
            return tree_of(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def _lambda(tree: ast.AST) -> ast.expr | None:
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Lambda)]
    return found[0] if len(found) == 1 else None


def _argument(tree: ast.AST, path: str) -> ast.expr | None:
    match = re.match(r"(\w+)(?:\[(\d+)\])?", path)
    if match is None:
        return None
    root, index = match[1], match[2]
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        given = {word.arg: word.value for word in call.keywords}
        value = given.get(root)
        if value is None and len(call.args) > _POSITIONS.get(root, 99):
            value = call.args[_POSITIONS[root]]
        if value is not None and not any(isinstance(arg, ast.Starred) for arg in call.args):
            return _item(value, index)
    return None


def _item(value: ast.expr, index: str | None) -> ast.expr:
    if index is not None and isinstance(value, (ast.Tuple, ast.List)) and int(index[:6]) < len(value.elts):
        return value.elts[int(index[:6])]
    return value


def _parts(source: str, node: ast.expr) -> tuple[str, str, str]:
    data = source.encode("utf-8", "surrogatepass")
    start, end = node.col_offset, node.end_col_offset or len(data)
    before, inside, after = (
        part.decode("utf-8", "surrogatepass") for part in (data[:start], data[start:end], data[end:])
    )
    return before, inside, after
