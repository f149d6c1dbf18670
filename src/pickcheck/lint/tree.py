"""A source's tree, indexed once: what every node stands in, and what each scope binds. Nothing here recurses."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

Function = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_LOSING = frozenset(("clear", "pop", "popitem", "popleft", "remove", "discard", "update"))
Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True, eq=False)
class Binding:
    """A statement that binds a name in a scope.

    kind: "import", "def", "class", "value", "with", "loop", "param" or "other". value: the expression that it is bound to.
    dotted: what an import names; module: whether that is a module for certain.
    """

    kind: str
    node: ast.AST
    scope: Scope
    value: ast.expr | None = None
    dotted: str = ""
    module: bool = False

    @property
    def position(self) -> tuple[int, int]:
        """Where it stands."""
        return getattr(self.node, "lineno", 0), getattr(self.node, "col_offset", 0)


@dataclass(frozen=True, eq=False)
class Scope:
    """A module, class, function, lambda or comprehension, with what it binds."""

    node: ast.AST
    parent: Scope | None
    qualname: str
    names: dict[str, list[Binding]] = field(default_factory=lambda: defaultdict(list))
    globals: set[str] = field(default_factory=set)

    @property
    def in_function(self) -> bool:
        """Whether what is defined here has ``<locals>`` in its qualified name."""
        return isinstance(self.node, (*Function, ast.Lambda)) or "<locals>" in self.qualname


class Tree:
    """The index of a module."""

    def __init__(self, module: ast.Module) -> None:
        self.module = module
        self.top = Scope(module, None, "")
        self.parents: dict[ast.AST, ast.AST] = {}
        self.scopes: dict[ast.AST, Scope] = {}
        self.own: dict[ast.AST, Scope] = {}  # the scope that a function, class, ... makes
        self.kinds: dict[type[ast.AST], list[ast.AST]] = defaultdict(list)
        self.losing: set[str] = set()  # names and attributes of which items are taken out or replaced
        self.stored: dict[str, int] = defaultdict(int)  # attributes bound, by name: how often
        self.stars = False
        self._owned: dict[type[ast.AST], dict[ast.AST | None, list[ast.AST]]] = {}
        self._index()

    def all(self, kind: type[Node]) -> list[Node]:
        """Every node of this type, in the order of the source."""
        return self.kinds.get(kind, [])  # type: ignore[return-value]

    def above(self, node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
        """What the node stands in, innermost first, each with the child that leads to it."""
        while (parent := self.parents.get(node)) is not None:
            yield parent, node
            node = parent

    @cached_property
    def in_inits(self) -> Counter[str]:
        """How often each attribute is bound at the top of an ``__init__``."""
        stores = [node for node in self.all(ast.Attribute) if isinstance(node.ctx, ast.Store)]
        above = [(node, self.parents.get(self.statement(node))) for node in stores]
        return Counter(node.attr for node, top in above if isinstance(top, ast.FunctionDef) and top.name == "__init__")

    def owned(self, kind: type[Node], function: ast.AST | None) -> list[Node]:
        """The nodes of this type that are the function's own, not those of a function inside it."""
        if kind not in self._owned:
            self._owned[kind] = defaultdict(list)
            for node in self.all(kind):
                self._owned[kind][self.function(node)].append(node)
        return self._owned[kind].get(function, [])  # type: ignore[return-value]

    def named(self, name: str) -> list[ast.Name]:
        """Every use of a name."""
        return self._names.get(name, [])

    @cached_property
    def _names(self) -> dict[str, list[ast.Name]]:
        found: dict[str, list[ast.Name]] = defaultdict(list)
        for node in self.all(ast.Name):
            found[node.id].append(node)
        return found

    def function(self, node: ast.AST) -> ast.AST | None:
        """The innermost function or lambda that the node's code runs in; None at the top level (and in a class there)."""
        scope: Scope | None = self.scopes[node]
        while scope is not None and not isinstance(scope.node, (*Function, ast.Lambda)):
            scope = scope.parent
        return scope.node if scope is not None else None

    def statement(self, node: ast.AST) -> ast.stmt:
        """The innermost statement that the node is part of."""
        while not isinstance(node, ast.stmt):
            node = self.parents[node]
        return node

    def lookup(self, name: str, scope: Scope, at: ast.AST | None = None) -> Binding | None:
        """The binding that the name has where ``at`` stands; None where none is certain."""
        first = scope
        current: Scope | None = scope
        while current is not None:
            if name in current.globals:
                return self._choose(self.top.names.get(name, []), at if first is self.top else None)
            if name in current.names and (current is first or not isinstance(current.node, ast.ClassDef)):
                return self._choose(current.names[name], at if self._runs_in(at, current) else None)
            current = current.parent
        return None

    def binds(self, name: str, scope: Scope) -> bool:
        """Whether any scope around binds the name (a builtin is then not meant, or not for certain)."""
        current: Scope | None = scope
        while current is not None:
            if name in current.names or name in current.globals:
                return True
            current = current.parent
        return self.stars

    def _runs_in(self, at: ast.AST | None, scope: Scope) -> bool:
        """Whether ``at`` is run as part of the scope's own body, comprehensions included."""
        current = self.scopes.get(at) if at is not None else None
        while current is not None and current is not scope and isinstance(current.node, _COMPREHENSIONS):
            current = current.parent
        return current is scope

    def _choose(self, bindings: list[Binding], at: ast.AST | None) -> Binding | None:
        if len(bindings) == 1:
            return bindings[0]
        if bindings and all(b.kind == "import" and b.dotted == bindings[0].dotted for b in bindings):
            return bindings[0]
        if at is None:
            return None
        before = [b for b in bindings if b.position < (at.lineno, at.col_offset)]  # type: ignore[attr-defined]
        if not before:
            return None
        last = before[-1]
        after = [b for b in bindings if b is not last and b not in before]
        return last if self._dominates(last, at) and not any(self._flows_back(b, last, at) for b in after) else None

    def _dominates(self, binding: Binding, at: ast.AST) -> bool:
        """Whether ``at`` is run after the binding only: it stands in the same block, perhaps deeper."""
        node = binding.node if isinstance(binding.node, ast.stmt) else self.statement(binding.node)
        if binding.kind == "param" or node in [parent for parent, _ in self.above(at)]:
            return binding.kind in ("with", "param")
        block = self.parents[node]
        return any(parent is block and self._same_block(block, node, child) for parent, child in self.above(at))

    @staticmethod
    def _same_block(block: ast.AST, one: ast.AST, other: ast.AST) -> bool:
        lists = (value for _, value in ast.iter_fields(block) if isinstance(value, list))
        return any(one in items and other in items for items in lists)

    def _flows_back(self, later: Binding, last: Binding, at: ast.AST) -> bool:
        """Whether a loop leads from a later binding back to ``at``."""
        loops = [parent for parent, _ in self.above(at) if isinstance(parent, _LOOPS)]
        around = {parent for parent, _ in self.above(later.node)}
        held = {parent for parent, _ in self.above(last.node)}
        return any(loop in around and loop not in held for loop in loops)

    # ---------------------------------------------------------------- indexing

    def _index(self) -> None:
        from .binding import BINDERS, MAKING, children, inside

        stack: list[tuple[ast.AST, Scope]] = [(self.module, self.top)]
        while stack:
            node, scope = stack.pop()
            kind = type(node)
            self.scopes[node] = scope
            self.kinds[kind].append(node)
            if (binder := BINDERS.get(kind)) is not None:
                binder(self, node, scope)
            below = children(self, node, scope) if kind in MAKING else [(child, scope) for child in inside(node)]
            for child, _ in below:
                self.parents[child] = node
            stack.extend(reversed(below))
        for scope in (self.top, *self.own.values()):
            for bindings in scope.names.values():
                bindings.sort(key=lambda binding: binding.position)

    def lose(self, expr: ast.AST) -> None:
        """Note that something is taken out of what this expression names."""
        if isinstance(expr, ast.Name):
            self.losing.add(expr.id)
        elif isinstance(expr, ast.Attribute):
            self.losing.add(expr.attr)

    def call_loses(self, call: ast.Call) -> None:
        """Note it of a call such as ``items.clear()``."""
        if isinstance(call.func, ast.Attribute) and call.func.attr in _LOSING:
            self.lose(call.func.value)
