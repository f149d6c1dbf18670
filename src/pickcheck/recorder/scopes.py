"""Which names a function of the user's binds or changes by itself, told from its tree."""

from __future__ import annotations

import _ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

DEFINES = (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.Lambda)
CHANGES = frozenset(
    [
        "append",
        "extend",
        "insert",
        "pop",
        "popitem",
        "remove",
        "clear",
        "update",
        "setdefault",
        "add",
        "discard",
        "sort",
    ]
)


def bound(function: Any) -> set[str]:
    """The names that are bound anywhere in a function: they are not the module's there, or it manages them itself."""
    found = {arg.arg for arg in _arguments(function.args)}
    for node in _within(function):
        if isinstance(node, _ast.Name) and not isinstance(node.ctx, _ast.Load):
            found.add(node.id)
        elif isinstance(node, (*DEFINES, _ast.ClassDef)):
            found.add(getattr(node, "name", ""))
        elif isinstance(node, _ast.ExceptHandler):
            found.add(node.name or "")
        elif isinstance(node, _ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
        else:
            for field in ("rest", "name"):  # patterns of match, type parameters
                value = getattr(node, field, None)
                if isinstance(value, str):
                    found.add(value)
    return found


def _arguments(args: Any) -> list[Any]:
    return [*args.posonlyargs, *args.args, *args.kwonlyargs, *[a for a in (args.vararg, args.kwarg) if a is not None]]


def changed(function: Any) -> set[str]:
    """The names whose values a function changes in place: a cache that it fills, a registry that it keeps."""
    found = set()
    for node in _within(function):
        if isinstance(node, (_ast.Subscript, _ast.Attribute)) and not isinstance(node.ctx, _ast.Load):
            found.add(_base(node))
        elif isinstance(node, _ast.Call) and isinstance(node.func, _ast.Attribute) and node.func.attr in CHANGES:
            found.add(_base(node.func))
    return found


def _base(node: Any) -> str:
    while isinstance(node, (_ast.Attribute, _ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, _ast.Name) else ""


def _within(function: Any) -> Iterator[Any]:
    """All nodes of a function's body, not of the functions in it."""
    stack = list(function.body) if isinstance(function.body, list) else [function.body]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, DEFINES):
            continue
        for field in node._fields:
            value = getattr(node, field, None)
            stack += [v for v in value if isinstance(v, _ast.AST)] if isinstance(value, list) else []
            if isinstance(value, _ast.AST):
                stack.append(value)
