"""What workers send back: results and exceptions that will not cross."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...model import Severity
from .. import leaves
from ..calls import returned, yields
from ..classes import methods
from ..graph import Hit, Walk
from ..leaves import Defined, Way
from ..loading import signature
from ..sends import Send
from ..surroundings import DUMPING, branches, caught, expected, handled
from ..values import Class, Env, Function, Generator, Ref
from .check import METHODS, Noticed, View

_MAPS = ("map", "map_async", "imap", "imap_unordered", "starmap", "starmap_async")
_EXCEPTIONS = frozenset(("Exception", "RuntimeError", "ValueError", "TypeError", "LookupError", "KeyError", "OSError"))


def check(view: View) -> Iterable[Noticed]:
    """Each task whose function returns, or raises, what cannot be sent back."""
    for send in view.sends:
        told = send.channel in ("pool", "executor") and not send.starts
        value = view.value(send.worker) if send.worker is not None and told else None
        if isinstance(value, Function) and isinstance(value.node, ast.FunctionDef) and not value.node.decorator_list:
            yield from _returned(view, send, value)
            yield from _raised(view, send, value.node)


def _name(send: Send) -> str:
    return send.call.func.attr if isinstance(send.call.func, ast.Attribute) else ""


def _returned(view: View, send: Send, function: Function) -> Iterator[Noticed]:
    root = "result[0]" if _name(send) in _MAPS else "result"
    steps = (("result", "builtins.list"), ("[0]", "")) if root != "result" else (("result", ""),)
    walk = Walk(view.evaluator, view.source.path, view.module, False)
    for hit in _hits(view, function, walk, Way(root, steps)):
        for at in send.at:
            if hit.leaf.load is None and not expected(view.tree, at):
                sure = not send.calls_back and not handled(view.tree, at, DUMPING)
                yield Noticed(
                    at, METHODS, Severity.ERROR if sure else Severity.WARNING, channel=send.channel,
                    direction="to parent", leaf=hit.leaf,
                )  # fmt: skip


def _hits(view: View, function: Function, walk: Walk, way: Way) -> Iterator[Hit]:
    node, tree = function.node, view.tree
    if yields(tree, node):
        yield from walk.of(Generator("builtins.generator"), way)
    elif (expr := returned(tree, node)) is not None:
        yield from walk.of(view.evaluator.value(expr, Env(tree.own[node])), way)


# ---------------------------------------------------------------- exceptions


def _raised(view: View, send: Send, function: ast.FunctionDef) -> Iterator[Noticed]:
    """``raise Error(...)`` of a class of this file that its own args do not make anew."""
    for node in view.tree.owned(ast.Raise, function):
        made = node.exc
        if isinstance(made, ast.Call) and (load := _by_keyword(view, made)) is not None:
            yield from _bad(view, send, node, Defined("", "subprocess", 0, "CalledProcessError", lookup="found"), load)
        cls = view.value(made.func) if isinstance(made, ast.Call) else None
        if not isinstance(cls, Class) or caught(view.tree, node, DUMPING | {cls.node.name, "ValueError"}):
            continue
        load = _exception(view, cls.node)
        if load is None:
            continue
        of = Defined(view.source.path, view.module, cls.node.lineno, cls.node.name, lookup="found")
        yield from _bad(view, send, node, of, load)


def _bad(view: View, send: Send, node: ast.Raise, of: Defined, load: dict[str, object]) -> Iterator[Noticed]:
    leaf = leaves.unloadable(Way("exception", (("exception", ""),)), of, load)
    if not of.file:
        leaf = replace(leaf, defined_at=None)
    sure = not branches(view.tree, node)
    for at in send.at:
        yield Noticed(
            at, METHODS, Severity.ERROR if sure else Severity.WARNING, channel=send.channel,
            direction="to parent", leaf=leaf, stage="load",
        )  # fmt: skip


def _by_keyword(view: View, made: ast.Call) -> dict[str, object] | None:
    """The standard library's CalledProcessError, made with keywords only: its args are empty."""
    value = view.value(made.func)
    if not isinstance(value, Ref) or value.name != "subprocess.CalledProcessError" or made.args or not made.keywords:
        return None
    required = ["returncode", "cmd"]
    found: dict[str, object] = {
        "function": "CalledProcessError.__init__", "given": 0, "positional": [*required, "output", "stderr"],
        "required": required, "any_number": False, "keyword_only": [],
    }  # fmt: skip
    return _facts("CalledProcessError", "subprocess", found)


def _exception(view: View, cls: ast.ClassDef) -> dict[str, object] | None:
    """The load facts of an exception class whose __init__ does not take what it hands to super().__init__()."""
    own = methods(cls)
    plain = len(cls.bases) == 1 and isinstance(cls.bases[0], ast.Name) and cls.bases[0].id in _EXCEPTIONS
    init = own.get("__init__")
    if not plain or init is None or {"__reduce__", "__reduce_ex__", "__new__", "__setstate__"} & set(own):
        return None
    calls = [call for call in view.tree.owned(ast.Call, init) if _is_super_init(call)]
    if len(calls) != 1 or calls[0].keywords or any(isinstance(arg, ast.Starred) for arg in calls[0].args):
        return None
    if view.tree.stored["args"] or branches(view.tree, calls[0]):
        return None
    found = signature(init, f"{cls.name}.__init__", len(calls[0].args))
    fits = len(found["required"]) <= found["given"] and not found["keyword_only"]
    if fits and (found["given"] <= len(found["positional"]) or found["any_number"]):
        return None
    return _facts(cls.name, view.module, found)


def _facts(name: str, module: str, found: dict[str, object]) -> dict[str, object]:
    return {
        "event": "call", "qualname": name, "module": module, "raised_bases": ["builtins.TypeError"],
        "defines": {"__init__": f"{module}.{name}"}, "exception": True, "signature": found,
    }  # fmt: skip


def _is_super_init(call: ast.Call) -> bool:
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr != "__init__" or not isinstance(func.value, ast.Call):
        return False
    return isinstance(func.value.func, ast.Name) and func.value.func.id == "super"
