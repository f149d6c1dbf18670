"""Processes that are joined before their queue is read, and locks that nobody keeps until a child has opened them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from ...model import Severity
from .. import leaves, names
from ..kinds import primitive
from ..leaves import Defined, Way
from ..parts import items_of
from ..sends import Send
from ..starts import started
from ..values import Made
from .check import METHODS, Noticed, View


def check(view: View) -> Iterable[Noticed]:
    """Each process that is started."""
    for send in view.sends:
        if send.channel == "process":
            yield from _joined_first(view, send)
            yield from _let_go(view, send)


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
        for item in items_of(value):
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
        for index, item in enumerate(items_of(value)):
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
