"""What a node binds, and in which scope its children stand (``tree`` is built with both)."""

from __future__ import annotations

import ast
from collections.abc import Callable

from .tree import Binding, Scope, Tree

_MARKS = (ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop)
_MAKES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def inside(node: ast.AST) -> list[ast.AST]:
    """A node's children, without those that only say what kind of node it is (``ast.Load``, ``ast.Add``)."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST) and not isinstance(value, _MARKS):
            found.append(value)
    return found


def children(tree: Tree, node: ast.AST, scope: Scope) -> list[tuple[ast.AST, Scope]]:
    """The children of what makes a scope, each with its own; decorators, defaults and bases stand outside of it."""
    inner = tree.own[node] = Scope(node, scope, _qualname(node, scope))
    if isinstance(node, _COMPREHENSIONS):
        return [(child, inner) for child in inside(node)]
    assert isinstance(node, _MAKES)
    body = node.body if isinstance(node.body, list) else [node.body]
    if not isinstance(node, ast.ClassDef):
        _bind_parameters(node.args, inner)
    within = set(map(id, body))
    return [(child, inner if id(child) in within else scope) for child in inside(node)]


def _qualname(node: ast.AST, scope: Scope) -> str:
    name = getattr(node, "name", "<lambda>" if isinstance(node, ast.Lambda) else "<comprehension>")
    if not scope.qualname:
        return str(name)
    inside = isinstance(scope.node, ast.ClassDef)
    return f"{scope.qualname}.{name}" if inside else f"{scope.qualname}.<locals>.{name}"


def _bind_parameters(args: ast.arguments, scope: Scope) -> None:
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
    for arg in every:
        if arg is not None:
            scope.names[arg.arg].append(Binding("param", arg, scope))


def _bind_target(tree: Tree, node: ast.AST, scope: Scope) -> None:
    """A name, attribute or item that is assigned to or deleted."""
    if isinstance(getattr(node, "ctx", None), ast.Load):
        return
    if isinstance(node, ast.Name):
        _bind_name(tree, node, scope)
    elif isinstance(node, ast.Attribute):
        tree.stored[node.attr] += 1
    elif isinstance(node, ast.Subscript):
        tree.lose(node.value)


def _bind_definition(tree: Tree, node: ast.AST, scope: Scope) -> None:
    kind = "class" if isinstance(node, ast.ClassDef) else "def"
    _add(tree, node.name, Binding(kind, node, scope))  # type: ignore[attr-defined]


def _bind_others(tree: Tree, node: ast.AST, scope: Scope) -> None:
    for name in _caught(node):
        _add(tree, name, Binding("other", node, scope))


def _declare(tree: Tree, node: ast.AST, scope: Scope) -> None:
    scope.globals.update(node.names)  # type: ignore[attr-defined]


def _caught(node: ast.AST) -> list[str]:
    """The names that a nonlocal statement, a handler or a pattern binds: to nothing that is known."""
    if isinstance(node, ast.Nonlocal):
        return node.names
    if isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
        return [node.name]
    return [node.rest] if isinstance(node, ast.MatchMapping) and node.rest else []


def _add(tree: Tree, name: str, binding: Binding) -> None:
    target = tree.top if name in binding.scope.globals else binding.scope
    target.names[name].append(binding)


def _bind_import(tree: Tree, node: ast.AST, scope: Scope) -> None:
    assert isinstance(node, (ast.Import, ast.ImportFrom))
    for alias in node.names:
        if alias.name == "*":
            tree.stars = True
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            _add(tree, alias.asname or alias.name, Binding("import", node, scope, None, f"{module}.{alias.name}"))
        else:
            dotted = alias.name if alias.asname else alias.name.partition(".")[0]
            _add(tree, alias.asname or dotted, Binding("import", node, scope, None, dotted, module=True))


def _bind_name(tree: Tree, name: ast.Name, scope: Scope) -> None:
    parent = tree.parents.get(name)
    value: ast.expr | None = None
    kind, at = "other", parent if parent is not None else name
    if isinstance(parent, ast.Assign):
        kind, value = "value", parent.value
    elif isinstance(parent, ast.AnnAssign):
        if parent.value is None:
            return  # a mere annotation
        kind, value = "value", parent.value
    elif isinstance(parent, ast.NamedExpr):
        kind, value = "value", parent.value
        while isinstance(scope.node, _COMPREHENSIONS) and scope.parent is not None:
            scope = scope.parent
    elif isinstance(parent, ast.withitem):
        kind, value, at = "with", parent.context_expr, name
    elif isinstance(parent, (ast.For, ast.AsyncFor)):
        kind, value = "loop", parent.iter
    elif isinstance(parent, ast.comprehension):
        kind, value, at = "loop", parent.iter, name
    elif isinstance(parent, (ast.Tuple, ast.List)):
        kind, value, at = _unpacked(tree, name, parent)
    _add(tree, name.id, Binding(kind, at, scope, value))


def _unpacked(tree: Tree, name: ast.Name, targets: ast.Tuple | ast.List) -> tuple[str, ast.expr | None, ast.AST]:
    """``a, b = 1, 2`` binds each to its own; ``a, b = Pipe()`` binds both to parts of one."""
    above = tree.parents.get(targets)
    if not isinstance(above, ast.Assign):
        return "other", None, name
    value = above.value
    if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(targets.elts):
        item = value.elts[targets.elts.index(name)]
        return ("other", None, above) if isinstance(item, ast.Starred) else ("value", item, above)
    return "part", value, above


def _bind_call(tree: Tree, node: ast.AST, scope: Scope) -> None:
    assert isinstance(node, ast.Call)
    tree.call_loses(node)


# What enters what a node of a type binds, or notes what it takes away from containers.
BINDERS: dict[type[ast.AST], Callable[[Tree, ast.AST, Scope], None]] = {
    ast.Call: _bind_call,
    ast.Name: _bind_target,
    ast.Attribute: _bind_target,
    ast.Subscript: _bind_target,
    ast.FunctionDef: _bind_definition,
    ast.AsyncFunctionDef: _bind_definition,
    ast.ClassDef: _bind_definition,
    ast.Import: _bind_import,
    ast.ImportFrom: _bind_import,
    ast.Global: _declare,
    ast.Nonlocal: _bind_others,
    ast.ExceptHandler: _bind_others,
    ast.MatchAs: _bind_others,
    ast.MatchStar: _bind_others,
    ast.MatchMapping: _bind_others,
}
MAKING = frozenset((*_MAKES, *_COMPREHENSIONS))
