"""Where a process that one call makes is started (and a pool's first task submitted): the calls of methods on it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from .evaluate import Evaluator
from .tree import Binding, Tree

_START = ("start",)


def started(evaluator: Evaluator, made: ast.Call, methods: Sequence[str] = _START) -> tuple[ast.AST, ...]:
    """The calls of these methods on what ``made`` makes, as far as this file shows them, in its order."""
    tree = evaluator.tree
    found = list(_calls(tree, made, methods))
    return tuple(sorted(found, key=lambda node: (node.lineno, node.col_offset)))


def _calls(tree: Tree, made: ast.expr, methods: Sequence[str]) -> Iterator[ast.Call]:
    parent = tree.parents.get(made)
    if isinstance(parent, ast.Attribute):
        yield from _call_of(tree, parent, methods)
    elif isinstance(parent, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and parent.value is made:
        yield from _on_targets(tree, parent, methods)
    elif isinstance(parent, ast.withitem) and isinstance(parent.optional_vars, ast.Name):
        yield from _on_name(tree, parent.optional_vars, methods)
    elif isinstance(parent, (ast.List, ast.Tuple, ast.ListComp)):
        holder = tree.parents.get(parent)
        if isinstance(holder, ast.Assign) and isinstance(holder.targets[0], ast.Name):
            yield from _on_items(tree, holder.targets[0], methods)
    elif (items := _appended_to(parent)) is not None:
        yield from _on_items(tree, items, methods)


def _appended_to(call: ast.AST | None) -> ast.Name | None:
    """The list that ``items.append(...)`` appends to, where it has a name."""
    func = call.func if isinstance(call, ast.Call) else None
    if isinstance(func, ast.Attribute) and func.attr == "append" and isinstance(func.value, ast.Name):
        return func.value
    return None


def _call_of(tree: Tree, attribute: ast.Attribute, methods: Sequence[str]) -> Iterator[ast.Call]:
    call = tree.parents.get(attribute)
    if attribute.attr in methods and isinstance(call, ast.Call) and call.func is attribute:
        yield call


def _on_targets(
    tree: Tree, parent: ast.Assign | ast.AnnAssign | ast.NamedExpr, methods: Sequence[str]
) -> Iterator[ast.Call]:
    targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
    for target in targets:
        if isinstance(target, ast.Name):
            yield from _on_name(tree, target, methods)
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self":
            yield from _on_self(tree, target, methods)


def _on_name(tree: Tree, name: ast.Name, methods: Sequence[str]) -> Iterator[ast.Call]:
    """Its methods called by this name; and by that of a list's items that it is appended to."""
    binding = _binding_at(tree, name)
    for use in tree.named(name.id):
        if not isinstance(use.ctx, ast.Load) or tree.scopes[use] is not tree.scopes[name]:
            continue
        if tree.lookup(use.id, tree.scopes[use], use) is not binding:
            continue
        parent = tree.parents.get(use)
        if isinstance(parent, ast.Attribute):
            yield from _call_of(tree, parent, methods)
        elif (items := _appended_to(parent)) is not None:
            yield from _on_items(tree, items, methods)


def _binding_at(tree: Tree, name: ast.Name) -> Binding | None:
    parent = tree.parents.get(name)
    every = tree.scopes[name].names.get(name.id, [])
    return next((one for one in every if one.node is name or one.node is parent), None)


def _on_items(tree: Tree, items: ast.Name, methods: Sequence[str]) -> Iterator[ast.Call]:
    """``for p in processes: p.start()``"""
    loops: list[ast.For | ast.comprehension] = [*tree.all(ast.For), *tree.all(ast.comprehension)]
    for loop in loops:
        over, target = loop.iter, loop.target
        if isinstance(over, ast.Name) and over.id == items.id and isinstance(target, ast.Name):
            if tree.function(over) is not tree.function(items):
                continue
            for use in tree.named(target.id):
                parent = tree.parents.get(use)
                if isinstance(parent, ast.Attribute) and _inside(tree, use, loop):
                    yield from _call_of(tree, parent, methods)


def _inside(tree: Tree, use: ast.AST, loop: ast.AST) -> bool:
    around = tree.parents.get(loop) if isinstance(loop, ast.comprehension) else loop
    return any(parent is around for parent, _ in tree.above(use))


def _on_self(tree: Tree, target: ast.Attribute, methods: Sequence[str]) -> Iterator[ast.Call]:
    """``self.p = Process(...)``, and ``self.p.start()`` anywhere in the class."""
    cls = next((parent for parent, _ in tree.above(target) if isinstance(parent, ast.ClassDef)), None)
    for use in tree.all(ast.Attribute):
        if use.attr == target.attr and isinstance(use.value, ast.Name) and use.value.id == "self":
            parent = tree.parents.get(use)
            if isinstance(parent, ast.Attribute) and any(above is cls for above, _ in tree.above(use)):
                yield from _call_of(tree, parent, methods)
