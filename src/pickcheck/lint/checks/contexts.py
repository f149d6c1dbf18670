"""Contexts and start methods: set too late, asked for where they are not, mixed, set by a library."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from ...model import Severity
from .. import leaves, names
from ..kinds import primitive
from ..leaves import Way
from ..methods import SETTER
from ..sends import Send
from ..surroundings import MISSING, asks_platform, branches, caught, expected
from ..values import Constant, Display, Env, Made, Value
from .check import METHODS, Noticed, View

_ONE = "make everything from one context: ctx = multiprocessing.get_context(...), then ctx.Lock(), ctx.Queue(), ctx.Process()"
_STILL = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Pass),
    *(ast.Assign, ast.AnnAssign, ast.AugAssign),
)
# What settles the start method of the default context; a Process does so with start().
_SETTLING = names.PRIMITIVES | {names.POOL, names.MANAGER, "multiprocessing.get_start_method", SETTER}


def check(view: View) -> Iterable[Noticed]:
    """Every call that asks for a start method, and every process that gets a lock of another context."""
    if not view.uses_processes:
        return
    for call in view.tree.all(ast.Call):
        value = view.value(call)
        if isinstance(value, Made) and value.by.name in (names.CONTEXT, SETTER) and not expected(view.tree, call):
            yield from _asked(view, call, value)
    yield from _set_late(view)
    yield from _set_by_library(view)
    for send in view.sends:
        if send.starts and send.context not in ("", None, "?", "fork"):
            yield from _mixed(view, send)


# ---------------------------------------------------------------- get_context("fork"), get_context("threads")


def _asked(view: View, call: ast.Call, made: Made) -> Iterator[Noticed]:
    given = [*call.args, *(k.value for k in call.keywords if k.arg == "method")][:1]
    value = view.value(given[0]) if given else None
    method = value.value if isinstance(value, Constant) else None
    if not isinstance(method, str) or caught(view.tree, call, MISSING):
        return
    if method not in ("fork", "spawn", "forkserver"):
        yield Noticed(
            call, METHODS, Severity.ERROR, "no-such-context",
            f"there is no start method {method!r}", 'the start methods are "spawn", "fork" and "forkserver"', about=method,
        )  # fmt: skip
    elif method != "spawn" and not asks_platform(view.tree, call) and not _asks_methods(view):
        sure = not branches(view.tree, call) and (view.at_top(call) or view.is_worked_out(call))
        yield Noticed(
            call, ("windows",), Severity.ERROR if sure else Severity.WARNING, "no-fork-context",
            f"Windows has no {method}: this line raises ValueError there",
            f'ask first: get_context("{method}" if "{method}" in multiprocessing.get_all_start_methods() else "spawn"); and let '
            "the program work with spawn",
            about=method,
        )  # fmt: skip


def _asks_methods(view: View) -> bool:
    return bool(view.named & {"get_all_start_methods", "platform"})


# ---------------------------------------------------------------- set_start_method


def _set_late(view: View) -> Iterator[Noticed]:
    for call in view.methods.setters:
        if any(k.arg == "force" for k in call.keywords) or len(call.args) > 1 or branches(view.tree, call):
            continue
        if caught(view.tree, call, MISSING | {"RuntimeError"}) or expected(view.tree, call):
            continue
        before = [one for one in _settling(view, call) if one.lineno < call.lineno]
        if before:
            yield Noticed(
                call, METHODS, Severity.ERROR, "context-already-set",
                f"the start method is settled already, by line {before[0].lineno}: this line raises RuntimeError",
                "set the start method first thing under the main guard, before any queue, lock, pool or process is made; or "
                "leave it as it is and use get_context()",
                channel="process",
            )  # fmt: skip


def _settling(view: View, setter: ast.Call) -> Iterator[ast.Call]:
    """The calls that are run before the setter for certain: they stand in the same block."""
    tree = view.tree
    block = tree.parents.get(tree.statement(setter))
    for call in tree.owned(ast.Call, tree.function(setter)):
        if call is setter or tree.parents.get(tree.statement(call)) is not block or branches(tree, call):
            continue
        value = view.value(call)
        settles = isinstance(value, Made) and value.by.name in _SETTLING and not value.by.context
        if settles and not expected(tree, call) and not caught(tree, call, MISSING | {"RuntimeError"}):
            yield call


def _does(body: list[ast.stmt], view: View) -> bool:
    """Whether the module does anything when it is imported but to define, to import, and to set the start method."""
    for node in body:
        if isinstance(node, (ast.If, ast.Try)):
            blocks = [*node.body, *node.orelse, *getattr(node, "finalbody", [])]
            if _does(blocks, view):
                return True
        elif not isinstance(node, _STILL) and not (isinstance(node, ast.Expr) and _is_still(node.value, view)):
            return True
    return False


def _is_still(node: ast.expr, view: View) -> bool:
    return isinstance(node, ast.Constant) or node in view.methods.setters


def _set_by_library(view: View) -> Iterator[Noticed]:
    """A module that is no script, starts nothing by itself and sets the method of whoever imports it."""
    if view.is_script or _does(view.source.tree.body, view):
        return
    for call in view.methods.setters:
        if view.at_top(call) and not caught(view.tree, call, MISSING | {"RuntimeError"}):
            yield Noticed(
                call, METHODS, Severity.WARNING, "library-sets-method",
                "importing this module sets the start method of the whole program",
                "use multiprocessing.get_context(...) for the module's own processes; only the program sets the method, under its "
                "main guard",
                channel="process",
            )  # fmt: skip


# ---------------------------------------------------------------- mp.Queue() for ctx.Process


def _mixed(view: View, send: Send) -> Iterator[Noticed]:
    for root, expr, env in send.roots:
        for way, value in _handed(view, root, expr, env):
            if not isinstance(value, Made) or value.by.name not in names.PRIMITIVES:
                continue
            if value.by.context == "fork":
                methods = send.methods
            elif not value.by.context and not view.methods.setters:
                methods = ("fork",)  # where that is the default
            else:
                continue
            for at in send.at:
                leaf = leaves.primitive(way, primitive(value.by.name))
                yield Noticed(
                    at, methods, Severity.ERROR, channel=send.channel, direction="to child", leaf=leaf, starts=True
                )


def _handed(view: View, root: str, expr: ast.expr, env: Env) -> Iterator[tuple[Way, Value]]:
    value = view.evaluator.value(expr, env)
    way = Way(root, ((root, ""),))
    if isinstance(value, Display) and isinstance(value.node, (ast.Tuple, ast.List)):
        for index, item in enumerate(value.node.elts):
            yield way.onto("builtins.tuple").to(f"[{index}]", ""), view.evaluator.value(item, value.env)
