"""What is sent and will not cross: the rules about pickling, and about names that do not load."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...facts.leaves import LeafFacts
from ...model import Severity
from .. import classes
from ..graph import Hit, Walk
from ..leaves import Way
from ..sends import Send
from ..surroundings import DUMPING, expected, handled
from .check import ANEW, Noticed, View

_REDUCING = frozenset(("copyreg", "copy_reg", "ForkingPickler", "reducer_override", "dispatch_table"))


def check(view: View) -> Iterable[Noticed]:
    """Each leaf of each send."""
    if _REDUCING & view.named or "__dict__" in view.tree.losing:
        return  # reducers of the file's own: who knows what crosses
    for send in view.sends:
        walk = Walk(view.evaluator, view.source.path, view.module, send.starts, (*send.at, send.call)[0])
        hits = [hit for root, expr, env in send.roots for hit in walk.hits(root, expr, env)]
        if send.instance is not None:
            hits += _of_process(walk, send)
        for hit in _joined(hits):
            if hit.anew and hit.leaf.type == "unknown" and view.is_package_main:
                continue  # a child does not import it at all
            if methods := tuple(method for method in send.methods if not hit.anew or method in ANEW):
                yield from _noticed(view, send, hit, methods)


def _of_process(walk: Walk, send: Send) -> Iterator[Hit]:
    """What hangs on an instance of a subclass of Process, which is sent itself."""
    assert send.instance is not None
    tree, node = walk.evaluator.tree, send.instance.cls.node
    family = classes.bases(tree, node) or [node]
    starts = tree.stored["start"] or any("start" in classes.methods(cls) for cls in family)
    if starts or not classes.is_plain(tree, node):
        return  # a start() of its own may do anything
    way = Way("self", (("self", f"{walk.module}.{node.name}"),))
    for name, (expr, env) in classes.attributes(tree, send.instance):
        if name not in tree.losing:
            yield from walk.of(walk.evaluator.value(expr, env), way.to(f".{name}", ""))


def _joined(hits: list[Hit]) -> list[Hit]:
    """The same thing reached by several ways is one."""
    found: dict[object, Hit] = {}
    for hit in hits:
        leaf = hit.leaf
        same = (leaf.defined_at, leaf.type, leaf.cls is None) if leaf.defined_at is not None else leaf.path
        if (first := found.get(same)) is None:
            found[same] = hit
        elif first.leaf.path != leaf.path:
            also = (*first.leaf.also_at, leaf.path)
            found[same] = replace(first, leaf=replace(first.leaf, also_at=tuple(dict.fromkeys(also))))
    return list(found.values())


def _noticed(view: View, send: Send, hit: Hit, methods: tuple[str, ...]) -> Iterator[Noticed]:
    for at in send.at or (send.call,):
        if expected(view.tree, at) or expected(view.tree, send.call):
            continue
        if send.channel == "interpreter" and hit.leaf.function is not None:
            continue  # a function that needs nothing around it crosses as its code
        lost = send.channel == "queue" or hit.anew
        told = send.calls_back or handled(view.tree, at, DUMPING)
        sure = bool(send.at) and (lost or not told)
        yield Noticed(
            at, methods, Severity.ERROR if sure else Severity.WARNING, channel=send.channel,
            direction="to parent" if _in_child(view, at) else "to child", leaf=hit.leaf,
            stage=_stage(hit.leaf), starts=send.starts,
        )  # fmt: skip


def _stage(leaf: LeafFacts) -> str:
    return "load" if leaf.load is not None else "dump"


def _in_child(view: View, at: ast.AST) -> bool:
    """Whether the line is part of a function that this file runs in a child: what it puts goes to the parent."""
    function = view.tree.function(at)
    return function is not None and function in view.workers and view.tree.scopes[at].node is function
