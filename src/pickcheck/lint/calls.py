"""How calls and functions of one file fit together: which argument is whose, and what is returned."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from .tree import Tree
from .values import Env

Given = dict[tuple[ast.AST, str], tuple[ast.expr, Env]]
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def arguments(function: ast.FunctionDef | ast.AsyncFunctionDef, call: ast.Call, env: Env, skip: int = 0) -> Given:
    """What each parameter is given by a call; ``skip`` first parameters are bound already (``self``)."""
    named = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg is not None}
    return fit(function, call.args, named, env, skip)


def fit(
    function: ast.FunctionDef | ast.AsyncFunctionDef, args: Sequence[ast.expr], named: dict[str, ast.expr], env: Env,
    skip: int = 0,
) -> Given:  # fmt: skip
    """As ``arguments``, of arguments that are not (yet) those of a call."""
    given: Given = {}
    positional = [*function.args.posonlyargs, *function.args.args][skip:]
    for parameter, value in zip(positional, args, strict=False):
        if isinstance(value, ast.Starred):
            break
        given[function, parameter.arg] = (value, env)
    for parameter in [*positional, *function.args.kwonlyargs]:
        if parameter.arg in named:
            given[function, parameter.arg] = (named[parameter.arg], env)
    return given


def yields(tree: Tree, function: ast.AST) -> bool:
    """Whether it is a generator function."""
    return bool(tree.owned(ast.Yield, function) or tree.owned(ast.YieldFrom, function))


def returned(tree: Tree, function: ast.AST) -> ast.expr | None:
    """The expression that it returns; None where there is no return, or more than one."""
    found = tree.owned(ast.Return, function)
    return found[0].value if len(found) == 1 else None


def argument(call: ast.Call, position: int | None, *keywords: str) -> ast.expr | None:
    """The argument of this position or keyword; None where it is not given, or not to be told (``*args``)."""
    for keyword in call.keywords:
        if keyword.arg in keywords:
            return keyword.value
    before = call.args[: position + 1] if position is not None else []
    if position is None or len(before) <= position or any(isinstance(arg, ast.Starred) for arg in before):
        return None
    return before[position]
