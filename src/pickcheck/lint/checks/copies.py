"""Changes that are lost in a copy of what a manager holds, and files that a child cannot open on Windows."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from ...model import Severity
from ..parts import items_of
from ..sends import Send
from ..surroundings import branches
from ..values import Constant, Display, Function, Made, Proxy
from .check import METHODS, Noticed, View

_CHANGING = frozenset(("append", "extend", "insert", "remove", "pop", "clear", "sort", "update", "setdefault", "add"))
_PLAIN = (ast.List, ast.Dict, ast.Set, ast.ListComp)


def check(view: View) -> Iterable[Noticed]:
    """Items of proxies that are changed in place, and temporary files whose name is sent."""
    yield from _copies(view)
    yield from _locked_files(view)


def _copies(view: View) -> Iterator[Noticed]:
    for call in view.tree.all(ast.Call):
        func = call.func
        if (
            not isinstance(func, ast.Attribute)
            or func.attr not in _CHANGING
            or not isinstance(func.value, ast.Subscript)
        ):
            continue
        if not isinstance(view.tree.parents.get(call), ast.Expr):
            continue
        proxy = view.value(func.value.value)
        if isinstance(proxy, Proxy) and proxy.kind in ("dict", "list") and _holds_plain(view, proxy):
            yield Noticed(
                call, METHODS, Severity.WARNING if branches(view.tree, call) else Severity.ERROR, "manager-nested",
                f"{ast.unparse(func)}() changes a copy: the manager's object gives a plain container, and what is done to that is lost",
                "take it, change it, and put it back (x = d[k]; ...; d[k] = x), or store a manager's own container inside, which is a "
                "proxy",
                channel="manager",
            )  # fmt: skip


def _holds_plain(view: View, proxy: Proxy) -> bool:
    """Whether all that the manager's container was made of are plain containers."""
    inner = view.evaluator.value(proxy.call.args[0], proxy.env) if proxy.call.args else None
    if not isinstance(inner, Display) or not isinstance(inner.node, (ast.Dict, ast.List)):
        return False
    values = inner.node.values if isinstance(inner.node, ast.Dict) else inner.node.elts
    return bool(values) and all(isinstance(value, _PLAIN) for value in values)


# ---------------------------------------------------------------- NamedTemporaryFile().name


def _locked_files(view: View) -> Iterator[Noticed]:
    for send in view.sends:
        for _, expr, env in send.roots:
            value = view.evaluator.value(expr, env)
            for index, item in enumerate(items_of(value)):
                if isinstance(item, ast.Attribute) and item.attr == "name" and _is_temporary(view, item.value):
                    yield Noticed(
                        _opening(view, send, index) or item, ("windows",), Severity.WARNING, "tempfile-locked",
                        "the child is given the name of a NamedTemporaryFile that is still open: Windows lets nobody open it again",
                        "close it first: NamedTemporaryFile(delete=False), or delete_on_close=False from 3.12, and remove it at the end",
                        channel=send.channel,
                    )  # fmt: skip


def _opening(view: View, send: Send, index: int) -> ast.Call | None:
    """Where the child opens what it is given."""
    worker = view.value(send.worker) if send.worker is not None else None
    if not isinstance(worker, Function) or isinstance(worker.node, ast.Lambda) or index >= len(worker.node.args.args):
        return None
    name = worker.node.args.args[index].arg
    for call in view.tree.owned(ast.Call, worker.node):
        value = view.value(call)
        first = call.args[0] if call.args else None
        opens = isinstance(value, Made) and value.by.name == "builtins.open"
        if opens and isinstance(first, ast.Name) and first.id == name:
            return call
    return None


def _is_temporary(view: View, node: ast.expr) -> bool:
    value = view.value(node)
    if not isinstance(value, Made) or value.by.name != "tempfile.NamedTemporaryFile":
        return False
    kept = [view.value(k.value) for k in value.call.keywords if k.arg in ("delete", "delete_on_close")]
    return not any(isinstance(one, Constant) and one.value is False for one in kept)
