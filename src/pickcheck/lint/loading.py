"""Classes whose instances pickle and do not load: the facts that a run would have taken of the part that failed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from .classes import dotted, methods
from .tree import Tree

_NEW = frozenset(("__getnewargs__", "__getnewargs_ex__", "__reduce__", "__reduce_ex__", "__copy__"))
_HELD = frozenset(("__setstate__", "__reduce__", "__reduce_ex__", "__getstate__", "__getattribute__", "__new__"))
Arguments = ast.FunctionDef | ast.AsyncFunctionDef


def load_of(tree: Tree, cls: ast.ClassDef, module: str) -> dict[str, Any] | None:
    """What of an instance of the class does not load, as ``pickling/loadfacts.py`` tells it; None where nothing is certain."""
    if cls.bases or cls.keywords or cls.decorator_list:
        return None
    own = methods(cls)
    if "__getattr__" in own and not _HELD & set(own) and _recurses(cls, own["__getattr__"]):
        return _load(cls, module, "state", "builtins.RecursionError", "__getattr__")
    if "__new__" in own and not _NEW & set(own):
        found = signature(own["__new__"], f"{cls.name}.__new__", 0)
        if found["required"] or found["keyword_only"]:
            return {**_load(cls, module, "new", "builtins.TypeError", "__new__"), "signature": found}
    return None


def _load(cls: ast.ClassDef, module: str, event: str, raised: str, method: str) -> dict[str, Any]:
    return {
        "event": event, "qualname": cls.name, "module": module, "raised_bases": [raised, "builtins.Exception"],
        "defines": {method: f"{module}.{cls.name}"}, "exception": False,
    }  # fmt: skip


def _recurses(cls: ast.ClassDef, method: Arguments) -> bool:
    """Whether the first thing that ``__getattr__`` does is to look into an attribute of self that instances alone have."""
    body = [node for node in method.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    if not body or not isinstance(body[0], ast.Return) or not method.args.args:
        return False
    bound = {name for node in cls.body for name in _bound(node)}
    looks = [node for node in ast.walk(body[0]) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    mine = [node.attr for node in looks if dotted(node.value) == method.args.args[0].arg]
    conditional = any(isinstance(node, (ast.IfExp, ast.BoolOp)) for node in ast.walk(body[0]))
    return bool(mine) and not conditional and all(not name.startswith("__") and name not in bound for name in mine)


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    yield from (target.id for target in targets if isinstance(target, ast.Name))


def signature(function: Arguments, name: str, given: int) -> dict[str, Any]:
    """How a method takes its arguments, self left out, and how many it is given."""
    args = function.args
    positional = [arg.arg for arg in (*args.posonlyargs, *args.args)][1:]
    required = positional[: len(positional) - len(args.defaults)] if args.defaults else positional
    keyword_only = [arg.arg for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True) if default is None]
    return {
        "function": name, "given": given, "positional": positional, "required": required,
        "any_number": args.vararg is not None, "keyword_only": keyword_only,
    }  # fmt: skip
