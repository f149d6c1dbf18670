"""What a decorator of this file puts in a function's place."""

from __future__ import annotations

import ast

from .calls import returned
from .evaluate import Evaluator
from .tree import Scope
from .values import Env, Function, Made

_WRAPS = ("functools.wraps", "functools.update_wrapper")


def inner_of(evaluator: Evaluator, of: Function) -> ast.FunctionDef | None:
    """The inner function of the only decorator, where that is of this file and does not take over the name it wraps."""
    if isinstance(of.node, ast.Lambda) or len(of.node.decorator_list) != 1:
        return None
    decorator = of.node.decorator_list[0]
    if not isinstance(decorator, ast.Call):
        return _replacing(evaluator, evaluator.value(decorator, of.env))
    made = evaluator.value(decorator.func, of.env)
    if not isinstance(made, Function) or isinstance(made.node, ast.Lambda):
        return None
    return _replacing(
        evaluator, evaluator.value(returned(evaluator.tree, made.node), made.env.at(_scope(evaluator, made)))
    )


def _scope(evaluator: Evaluator, of: Function) -> Scope:
    return evaluator.tree.own[of.node]


def _replacing(evaluator: Evaluator, decorator: object) -> ast.FunctionDef | None:
    """The function inside the decorator that it returns, not wrapped by functools.wraps."""
    if not isinstance(decorator, Function) or isinstance(decorator.node, ast.Lambda) or decorator.node.decorator_list:
        return None
    inside = decorator.env.at(_scope(evaluator, decorator))
    inner = evaluator.value(returned(evaluator.tree, decorator.node), inside)
    if not isinstance(inner, Function) or not isinstance(inner.node, ast.FunctionDef) or inner.node.decorator_list:
        return None
    if inner.env.scope.node is not decorator.node or _is_updated(evaluator, decorator.node):
        return None
    return inner.node


def _is_updated(evaluator: Evaluator, function: ast.AST) -> bool:
    """Whether the decorator hands the name on by itself: functools.update_wrapper(...), wrapper.__name__ = ..."""
    tree = evaluator.tree
    if tree.stored["__name__"] or tree.stored["__qualname__"] or tree.stored["__wrapped__"]:
        return True
    calls = tree.owned(ast.Call, function)
    values = [evaluator.value(call, Env(tree.scopes[call])) for call in calls]
    return any(isinstance(value, Made) and value.by.name in _WRAPS for value in values)
