"""Waits that may never end, and changes that are lost: queues that are not drained, copies of managers' containers."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from ...model import Severity
from .. import leaves, names
from ..kinds import primitive
from ..leaves import Defined, Way
from ..sends import Send
from ..starts import started
from ..surroundings import branches
from ..values import Constant, Display, Function, Made, Proxy, Value
from .check import METHODS, Noticed, View

_CHANGING = frozenset(("append", "extend", "insert", "remove", "pop", "clear", "sort", "update", "setdefault", "add"))
_PLAIN = (ast.List, ast.Dict, ast.Set, ast.ListComp)


def check(view: View) -> Iterable[Noticed]:
    """Processes that are joined too soon, locks that nobody keeps, items of proxies that are changed in place."""
    for send in view.sends:
        if send.channel == "process":
            yield from _joined_first(view, send)
            yield from _let_go(view, send)
    yield from _copies(view)
    yield from _locked_files(view)


# ---------------------------------------------------------------- join before get


def _joined_first(view: View, send: Send) -> Iterator[Noticed]:
    """``p.join()`` stands before the first ``q.get()`` of the same block, and the child puts on that queue."""
    joins = [at for at in started(view.evaluator, send.call, ("join",)) if isinstance(at, ast.Call)]
    joins = [join for join in joins if not join.args and not join.keywords]
    for name in _queues(view, send):
        gets = [call for call in _calls_on(view, name, ("get", "get_nowait")) if _alongside(view, call, send.call)]
        before = [join for join in joins if gets and join.lineno < gets[0].lineno]
        if gets and before and not any(get.lineno < before[0].lineno for get in gets):
            yield Noticed(
                before[0], METHODS, Severity.WARNING, "join-before-drain",
                f"the child is joined before {name.id} is read: it cannot end before all that it put there is, and more than a pipe "
                "holds (64 KB) waits for ever",
                "get() everything from the queue first, then join(); or put less: a path, a file, shared memory",
                channel="queue", about=name.id,
            )  # fmt: skip


def _queues(view: View, send: Send) -> list[ast.Name]:
    """The queues that a process is given by name, and that its function puts on."""
    worker = view.value(send.worker) if send.worker is not None else None
    function = getattr(worker, "node", None)
    found = []
    for root, expr, env in send.roots:
        value = view.evaluator.value(expr, env) if root == "args" else None
        for item in _items(value):
            made = view.evaluator.value(item, env)
            queue = isinstance(made, Made) and made.by.name in names.QUEUES and made.by.name[-11:] != "SimpleQueue"
            if queue and isinstance(item, ast.Name) and function is not None and _puts(view, function):
                found.append(item)
    return found


def _puts(view: View, function: ast.AST) -> bool:
    return any(send.channel == "queue" and view.tree.function(send.call) is function for send in view.sends)


def _calls_on(view: View, name: ast.Name, methods: tuple[str, ...]) -> list[ast.Call]:
    found = []
    for use in view.tree.named(name.id):
        attribute = view.tree.parents.get(use)
        if isinstance(attribute, ast.Attribute) and attribute.attr in methods:
            call = view.tree.parents.get(attribute)
            if isinstance(call, ast.Call) and view.tree.function(use) is view.tree.function(name):
                found.append(call)
    return sorted(found, key=lambda call: call.lineno)


def _alongside(view: View, one: ast.AST, other: ast.AST) -> bool:
    return view.tree.function(one) is view.tree.function(other)


# ---------------------------------------------------------------- Process(args=(Lock(),))


def _let_go(view: View, send: Send) -> Iterator[Noticed]:
    methods = tuple(method for method in send.methods if method in ("spawn", "forkserver"))
    for root, expr, env in send.roots:
        value = view.evaluator.value(expr, env) if root == "args" and methods else None
        for index, item in enumerate(_items(value)):
            made = view.evaluator.value(item, env)
            if not isinstance(item, ast.Call) or not isinstance(made, Made) or made.by.name not in names.PRIMITIVES:
                continue
            kind = primitive(made.by.name)
            load = {"event": "call", "raised_bases": ["builtins.FileNotFoundError"], "qualname": kind, "defines": {}}
            of = Defined(view.source.path, "multiprocessing", item.lineno, kind.rpartition(".")[2])
            way = Way(root, ((root, "builtins.tuple"),)).to(f"[{index}]", "")
            leaf = leaves.let_go(way, of, kind, load)
            for at in send.at:
                yield Noticed(
                    at, methods, Severity.WARNING, channel="process", direction="to child", leaf=leaf, stage="load",
                    starts=True,
                )  # fmt: skip


def _items(value: Value | None) -> list[ast.expr]:
    return value.node.elts if isinstance(value, Display) and isinstance(value.node, (ast.Tuple, ast.List)) else []


# ---------------------------------------------------------------- d[k].append(x)


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
            for index, item in enumerate(_items(value)):
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
