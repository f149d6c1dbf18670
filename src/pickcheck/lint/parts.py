"""The parts of containers, partial functions and the like, each with the step that leads to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from . import leaves
from .evaluate import Evaluator
from .values import Display, Env, Function, Made, Value

Part = tuple[str, Value, str]
_TYPES = {
    ast.List: "builtins.list", ast.Tuple: "builtins.tuple", ast.Dict: "builtins.dict", ast.Set: "builtins.set",
    ast.ListComp: "builtins.list", ast.SetComp: "builtins.set", ast.DictComp: "builtins.dict",
}  # fmt: skip
SEQUENCES = ("builtins.list", "builtins.tuple", "collections.deque")
_MAPPINGS = ("builtins.dict", "collections.OrderedDict")


def parts_of(evaluator: Evaluator, value: Value) -> Iterator[Part]:
    """(step, part, type of the whole) for each part of a container, a partial function, a namespace."""
    if isinstance(value, Display):
        kind = _TYPES[type(value.node)]
        yield from ((step, part, kind) for step, part in _displayed(evaluator, value.node, value.env))
    elif isinstance(value, Made):
        kind = "collections.defaultdict" if value.by.name.endswith("defaultdict") else value.by.name
        yield from ((step, part, kind) for step, part in _made(evaluator, value))


def _displayed(evaluator: Evaluator, node: ast.expr, env: Env) -> Iterator[tuple[str, Value]]:
    if isinstance(node, (ast.List, ast.Tuple)):
        yield from sequence(evaluator, node.elts, env)
    elif isinstance(node, ast.Dict):
        yield from _paired(evaluator, node, env)
    elif isinstance(node, ast.Set):
        for item in node.elts:
            value = evaluator.value(item, env)
            yield f"{{{_shown(value)}}}", value
    elif isinstance(node, ast.ListComp):
        yield "[0]", evaluator.value(node.elt, env)


def sequence(evaluator: Evaluator, items: list[ast.expr], env: Env) -> Iterator[tuple[str, Value]]:
    """The items with their indices, as far as those are certain."""
    for index, item in enumerate(items):
        if isinstance(item, ast.Starred):
            return
        yield f"[{index}]", evaluator.value(item, env)


def _paired(evaluator: Evaluator, node: ast.Dict, env: Env) -> Iterator[tuple[str, Value]]:
    """Its items: of a key that is written twice the last one, and none that a later ``**other`` may replace."""
    last = max((index for index, key in enumerate(node.keys) if key is None), default=-1)
    found: dict[str, Value] = {}
    for key, item in zip(node.keys[last + 1 :], node.values[last + 1 :], strict=True):
        if key is not None:
            found.update(_pair(evaluator, key, item, env))
    yield from found.items()


def _pair(evaluator: Evaluator, key: ast.expr, item: ast.expr, env: Env) -> Iterator[tuple[str, Value]]:
    written = leaves.literal(key)
    if written is not None:
        yield f"[{written}]", evaluator.value(item, env)
        return
    value = evaluator.value(key, env)
    if isinstance(value, Function):
        yield f".key({_shown(value)})", value


def _shown(value: Value) -> str:
    name = getattr(value.node, "name", "<lambda>") if isinstance(value, Function) else "?"
    return f"<function {name}>"


def _made(evaluator: Evaluator, made: Made) -> Iterator[tuple[str, Value]]:
    name, call, env = made.by.name, made.call, made.env
    if name == "functools.partial" and call.args:
        yield ".func", evaluator.value(call.args[0], env)
        yield from ((f".args{step}", part) for step, part in sequence(evaluator, call.args[1:], env))
        yield from ((f".keywords[{k.arg!r}]", evaluator.value(k.value, env)) for k in call.keywords if k.arg)
    elif name == "collections.defaultdict" and call.args and not evaluator.tree.stored["default_factory"]:
        yield ".default_factory", evaluator.value(call.args[0], env)
    elif name in SEQUENCES and len(call.args) >= 1 and made.bound not in evaluator.tree.losing:
        inner = evaluator.value(call.args[0], env)
        if isinstance(inner, Display) and isinstance(inner.node, (ast.List, ast.Tuple)):
            yield from _displayed(evaluator, inner.node, inner.env)
    elif name in _MAPPINGS and made.bound not in evaluator.tree.losing:
        yield from ((f"[{k.arg!r}]", evaluator.value(k.value, env)) for k in call.keywords if k.arg)
    elif name == "types.SimpleNamespace":
        stored = evaluator.tree.stored
        given = [k for k in call.keywords if k.arg and not stored[k.arg]]
        yield from ((f".{k.arg}", evaluator.value(k.value, env)) for k in given)


def items_of(value: Value | None) -> list[ast.expr]:
    """The expressions that a tuple or list written out holds."""
    return value.node.elts if isinstance(value, Display) and isinstance(value.node, (ast.Tuple, ast.List)) else []
