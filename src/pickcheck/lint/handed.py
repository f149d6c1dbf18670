"""What functions of a file are handed by it: which of their parameters are queues, ends of pipes and the like."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from . import names
from .calls import Given, arguments, fit
from .evaluate import Evaluator
from .values import Constant, Display, Env, Function, Method, Ref

_ROUNDS = 3


def handed(evaluator: Evaluator) -> None:
    """Tell the evaluator what the parameters of the file's functions are given by its calls and processes.

    It takes this of handles only (queues, locks, pipes, managers' proxies): what else a parameter is may differ from call to
    call. What is handed on to a further function is found in a further round.
    """
    for _ in range(_ROUNDS):
        found: Given = {}
        for call in evaluator.tree.all(ast.Call):
            for parameter, argument in _given(evaluator, call).items():
                if parameter not in evaluator.handed and evaluator.is_handle(evaluator.value(*argument)):
                    found.setdefault(parameter, argument)
        if not found:
            return
        evaluator.hand(found)


def _given(evaluator: Evaluator, call: ast.Call) -> Given:
    env = Env(evaluator.tree.scopes[call])
    found: Given = {}
    func = evaluator.value(call.func, env)
    if isinstance(func, Ref) and func.name in (names.PROCESS, names.POOL, names.EXECUTOR):
        for function, skip, args, kwargs in _runs(evaluator, call, env):
            found.update(fit(function, args, kwargs, env, skip))
    elif (own := _function(func)) is not None:
        found.update(arguments(own[0], call, env, own[1]))
    return found


_Run = tuple[ast.FunctionDef | ast.AsyncFunctionDef, int, list[ast.expr], dict[str, ast.expr]]


def _runs(evaluator: Evaluator, call: ast.Call, env: Env) -> Iterator[_Run]:
    """The functions that a process or the workers of a pool are made to run, with their arguments."""
    given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    for what, args in (("target", "args"), ("initializer", "initargs")):
        own = _function(evaluator.value(given.get(what), env))
        if own is not None:
            positional = _items(evaluator, given.get(args), env)
            yield *own, positional, _pairs(evaluator, given.get("kwargs"), env)


def _function(value: object) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, int] | None:
    """The function of this file, and how many of its first parameters are bound already."""
    if isinstance(value, Method) and value.function is not None and not isinstance(value.function.node, ast.Lambda):
        return value.function.node, 1
    if isinstance(value, Function) and not isinstance(value.node, ast.Lambda) and not value.node.decorator_list:
        return value.node, 0
    return None


def _items(evaluator: Evaluator, node: ast.expr | None, env: Env) -> list[ast.expr]:
    value = evaluator.value(node, env)
    return list(value.node.elts) if isinstance(value, Display) and isinstance(value.node, (ast.Tuple, ast.List)) else []


def _pairs(evaluator: Evaluator, node: ast.expr | None, env: Env) -> dict[str, ast.expr]:
    value = evaluator.value(node, env)
    if not isinstance(value, Display) or not isinstance(value.node, ast.Dict):
        return {}
    keys = [evaluator.value(key, env) if key is not None else None for key in value.node.keys]
    pairs = zip(keys, value.node.values, strict=True)
    return {str(key.value): item for key, item in pairs if isinstance(key, Constant)}
