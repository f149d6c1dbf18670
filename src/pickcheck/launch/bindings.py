"""A module's source as far as it tells who binds and who changes its globals, and when: at import or later."""

from __future__ import annotations

import ast
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..trees import tree_of

TOP, GUARD, ELSE, FUNCTION = "top", "guard", "else", "function"
CHANGES = frozenset(
    [
        "append",
        "extend",
        "insert",
        "pop",
        "popitem",
        "remove",
        "clear",
        "update",
        "setdefault",
        "add",
        "discard",
        "sort",
    ]
)
_MAKES = ("__init__", "__new__", "__post_init__")


@dataclass(frozen=True)
class Binding:
    """A global is bound: ``where`` (at the top level of every import, under the main guard, in its else, in a function).

    value: what it is bound to, None where that is no expression of its own. imported: (module, name) of a from-import.
    """

    line: int
    where: str
    value: ast.expr | None
    function: str = ""
    imported: tuple[str, str] | None = None


@dataclass(frozen=True)
class Change:
    """Something is changed in place: ``base`` is the name it is reached by, ``attribute`` the innermost attribute.

    step: the first step from the base, when it is a constant one. making: in an ``__init__`` or the like.
    """

    line: int
    where: str
    base: str
    attribute: str
    step: str
    making: bool
    function: str = ""


@dataclass
class Module:
    """One module's bindings by name, its changes, and the functions that its import calls."""

    bindings: dict[str, list[Binding]] = field(default_factory=lambda: defaultdict(list))
    changes: list[Change] = field(default_factory=list)
    called: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)


def module_of(path: str) -> Module:
    """The module in this file; an empty one where there is no such source."""
    try:
        found = os.stat(path)
    except OSError:
        return Module()
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=512)
def _read(path: str, changed: int, size: int) -> Module:
    module = Module()
    try:
        tree = tree_of(Path(path).read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return module
    for node in tree.body:
        _statement(node, TOP, module)
    return module


def _statement(node: ast.AST, where: str, module: Module) -> None:
    if isinstance(node, ast.If) and _is_guard(node.test):
        for body, kind in ((node.body, GUARD), (node.orelse, ELSE)):
            for inner in body:
                _statement(inner, kind, module)
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        module.bindings[node.name].append(Binding(node.lineno, where, None))
        _function(node, module)
    elif isinstance(node, ast.ClassDef):
        module.bindings[node.name].append(Binding(node.lineno, where, None))
        module.classes.add(node.name)
        for within in ast.walk(node):
            if isinstance(within, (ast.FunctionDef, ast.AsyncFunctionDef)):
                _function(within, module)
    else:
        _simple(node, where, module)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.stmt, ast.ExceptHandler, ast.match_case)):
                _statement(child, where, module)


def _is_guard(test: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(test))


def _simple(node: ast.AST, where: str, module: Module) -> None:
    for name, line, value, imported in _bound(node):
        module.bindings[name].append(Binding(line, where, value, imported=imported))
    for inner in _own(node):
        change = _change(inner, where, False, "")
        if change is not None:
            module.changes.append(change)
        if where == TOP and isinstance(inner, ast.Call):
            module.called.add(_last_name(inner.func))


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, module: Module) -> None:
    names = {name for inner in ast.walk(node) if isinstance(inner, ast.Global) for name in inner.names}
    for inner in ast.walk(node):
        for name, line, value, imported in _bound(inner):
            if name in names:
                module.bindings[name].append(Binding(line, FUNCTION, value, node.name, imported))
        change = _change(inner, FUNCTION, node.name in _MAKES, node.name)
        if change is not None:
            module.changes.append(change)


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """The node and its expressions, not the statements in it."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.stmt, ast.ExceptHandler, ast.match_case, ast.Lambda)):
            yield from _own(child)


def _bound(node: ast.AST) -> Iterator[tuple[str, int, ast.expr | None, tuple[str, str] | None]]:
    """(name, line, value, imported) for each name that a statement by itself binds."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            whole = ("." * node.level + (node.module or ""), alias.name) if isinstance(node, ast.ImportFrom) else None
            yield name, node.lineno, None, whole
        return
    for target, value in _targets(node):
        for inner in ast.walk(target):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                yield inner.id, inner.lineno, value if inner is target else None, None


def _targets(node: ast.AST) -> list[tuple[ast.expr, ast.expr | None]]:
    """What a statement binds, and to what."""
    if isinstance(node, ast.Assign):
        return [(target, node.value) for target in node.targets]
    if isinstance(node, (ast.AnnAssign, ast.AugAssign, ast.NamedExpr)):
        return [(node.target, node.value)] if node.value is not None else []
    if isinstance(node, (ast.For, ast.AsyncFor)):
        return [(node.target, None)]
    if isinstance(node, (ast.With, ast.AsyncWith)):
        return [(item.optional_vars, None) for item in node.items if item.optional_vars is not None]
    return []


def _change(node: ast.AST, where: str, making: bool, function: str) -> Change | None:
    target: ast.expr | None = None
    if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
        target = node
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
            target = node.func.value
        elif isinstance(node.func, ast.Name) and node.func.id == "setattr" and len(node.args) == 3:
            return _set_attribute(node, where, making, function)
    if target is None:
        return None
    links, base = _links(target)
    attributes = [link.attr for link in links if isinstance(link, ast.Attribute)]
    name = base.id if isinstance(base, ast.Name) else ""
    last = attributes[-1] if attributes else ""
    return Change(target.lineno, where, name, last, _step(links[0]) if links else "", making, function)


def _set_attribute(node: ast.Call, where: str, making: bool, function: str) -> Change:
    base, key = node.args[0], node.args[1]
    name = base.id if isinstance(base, ast.Name) else ""
    attribute = str(key.value) if isinstance(key, ast.Constant) else ""
    return Change(node.lineno, where, name, attribute, f".{attribute}" if attribute else "", making, function)


def _links(node: ast.expr) -> tuple[list[ast.Attribute | ast.Subscript], ast.expr]:
    links: list[ast.Attribute | ast.Subscript] = []
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        links.append(node)
        node = node.value
    return links[::-1], node


def _step(link: ast.Attribute | ast.Subscript) -> str:
    if isinstance(link, ast.Attribute):
        return f".{link.attr}"
    return f"[{link.slice.value!r}]" if isinstance(link.slice, ast.Constant) else ""


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
