"""From what is sent to the leaves that will not cross, as far as the source shows them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from ..bindings import is_guard
from ..facts.leaves import LeafFacts
from . import classes, decorators, leaves, names
from .calls import argument
from .evaluate import FACTORIES, Evaluator
from .kinds import KINDS, STREAMS, Kind, opened, primitive
from .leaves import Defined, Way
from .loading import load_of
from .parts import parts_of
from .tree import Scope
from .values import Class, Constant, Env, Function, Generator, Instance, Made, Method, Product, Ref, Value

DEPTH = 12


@dataclass(frozen=True)
class Hit:
    """A leaf; anew: whether it only fails where the child is not forked, for it pickles and does not load."""

    leaf: LeafFacts
    anew: bool = False


@dataclass(frozen=True)
class Walk:
    """Walks what is sent.

    at: the line that sends. starts: whether a process is being started, when multiprocessing's own may go along. module: what the file is called as a
    module.
    """

    evaluator: Evaluator
    file: str
    module: str
    starts: bool
    at: ast.AST | None = None

    def hits(self, root: str, expr: ast.expr, env: Env) -> Iterator[Hit]:
        """Every leaf that hangs on the expression."""
        yield from self.of(self.evaluator.value(expr, env), Way(root, ((root, ""),)))

    def of(self, value: Value, way: Way, depth: int = 0) -> Iterator[Hit]:
        """Every leaf that hangs on a value."""
        if depth > DEPTH:
            return
        if isinstance(value, Function):
            yield from self._function(value, way)
        elif isinstance(value, Class):
            yield from self._class(value, way)
        elif isinstance(value, Instance):
            yield from self._instance(value, way, depth)
        elif isinstance(value, Method):
            yield from self._method(value, way, depth)
        elif isinstance(value, Product):
            yield from self._product(value, way)
        elif isinstance(value, (Ref, Generator)):
            yield from self._library(value, way)
        else:
            yield from self._made(value, way, depth)

    def _made(self, value: Value, way: Way, depth: int) -> Iterator[Hit]:
        """What a library's call made, or a container."""
        if isinstance(value, Made) and (kind := self._kind(value)) is not None:
            yield Hit(leaves.made(way, kind))
        elif isinstance(value, Made) and value.by.name in names.PRIMITIVES:
            if not self.starts:
                yield Hit(leaves.primitive(way, primitive(value.by.name)))
        else:
            for step, part, whole in parts_of(self.evaluator, value):
                yield from self.of(part, way.onto(whole).to(step, ""), depth + 1)

    # ---------------------------------------------------------------- functions and classes

    def _function(self, value: Function, way: Way) -> Iterator[Hit]:
        node, tree = value.node, self.evaluator.tree
        if tree.stored["__qualname__"] or (tree.stored["__reduce__"] and isinstance(node, ast.Lambda)):
            return
        if isinstance(node, ast.Lambda):
            yield Hit(leaves.function(way, self._defined(node, value.env.scope, "<lambda>")))
        elif node.decorator_list:
            inner = decorators.inner_of(self.evaluator, value)
            if inner is not None and not value.env.scope.in_function:
                of = self._defined(inner, tree.scopes[inner], inner.name, wraps=node.name)
                yield Hit(leaves.function(way, of))
        elif node.name in value.env.scope.globals:
            return
        elif value.env.scope.in_function or isinstance(value.env.scope.node, ast.Lambda):
            yield Hit(leaves.function(way, self._defined(node, value.env.scope, node.name)))
        elif self._guarded(node):
            yield Hit(leaves.under_guard(way, self._defined(node, value.env.scope, node.name)), anew=True)

    def _class(self, value: Class, way: Way) -> Iterator[Hit]:
        scope = value.env.scope
        if scope.in_function and not value.node.decorator_list and self._is_nameless(value):
            yield Hit(leaves.cls(way, self._defined(value.node, scope, value.node.name)))

    def _is_nameless(self, value: Class) -> bool:
        stored = self.evaluator.tree.stored
        return not stored["__qualname__"] and value.node.name not in value.env.scope.globals

    def _instance(self, value: Instance, way: Way, depth: int) -> Iterator[Hit]:
        tree, node = self.evaluator.tree, value.cls.node
        of = self._defined(node, tree.scopes[node], node.name)
        if (raised := classes.refuses(tree, node)) is not None:
            yield Hit(leaves.refusing(way.onto(f"{self.module}.{of.qualname}"), of, raised))
        if not classes.is_plain(tree, node):
            return
        if tree.scopes[node].in_function and self._is_nameless(value.cls):
            yield Hit(leaves.instance(way, of))
            return
        if self._guarded(node) and not tree.scopes[node].in_function:
            yield Hit(leaves.under_guard(way, of), anew=True)
            return
        if (load := load_of(tree, node, self.module)) is not None:
            yield Hit(leaves.unloadable(way, of, load), anew=self.starts)
        here = way.onto(f"{self.module}.{of.qualname}")
        for name, (expr, env) in classes.attributes(tree, value):
            if name not in tree.losing and not self._is_later(expr, env):
                yield from self.of(self.evaluator.value(expr, env), here.to(f".{name}", ""), depth + 1)

    def _is_later(self, expr: ast.expr, env: Env) -> bool:
        """Whether ``__init__`` itself sends the object before it binds this attribute."""
        within = self.at is not None and self.evaluator.tree.function(self.at) is env.scope.node
        return within and getattr(self.at, "lineno", 0) < expr.lineno

    def _method(self, value: Method, way: Way, depth: int) -> Iterator[Hit]:
        # Of what a library made, .name may as well be data: it is a method for certain where it is to be called.
        called = way.path in ("func", "target", "initializer")
        if isinstance(value.of, Instance) or (isinstance(value.of, Made) and called):
            yield from self.of(value.of, way.onto("builtins.method").to(".__self__", ""), depth + 1)

    def _product(self, value: Product, way: Way) -> Iterator[Hit]:
        made, tree = value.cls, self.evaluator.tree
        given = argument(made.call, 0, "typename", "cls_name", "value")
        own = isinstance(given, ast.Constant) and isinstance(given.value, str)
        if not own or tree.stored["__module__"] or tree.stored["__qualname__"] or made.by.name not in FACTORIES:
            return
        name = str(given.value)  # type: ignore[union-attr]
        if name in tree.top.names or any(k.arg in ("module", "qualname") for k in made.call.keywords):
            return
        yield Hit(leaves.instance(way, Defined(self.file, self.module, made.call.lineno, name, made.bound)))

    # ---------------------------------------------------------------- what libraries have and make

    def _library(self, value: Ref | Generator, way: Way) -> Iterator[Hit]:
        if isinstance(value, Generator):
            yield Hit(leaves.made(way, Kind(value.kind)))
        elif value.name == "os.environ":
            yield Hit(leaves.environ(way))
        elif value.module:
            yield Hit(leaves.module(way, value.name))
        elif value.name in STREAMS:
            yield Hit(leaves.made(way, STREAMS[value.name]))

    def _kind(self, value: Made) -> Kind | None:
        if value.by.name == "builtins.open":
            mode = argument(value.call, 1, "mode")
            written = self.evaluator.value(mode, value.env)
            return opened("r" if mode is None else written.value if isinstance(written, Constant) else None)
        return KINDS.get(value.by.name)

    # ---------------------------------------------------------------- where things are defined

    def _defined(self, node: ast.AST, scope: Scope, name: str, wraps: str | None = None) -> Defined:
        inner = self.evaluator.tree.own.get(node)
        qualname = inner.qualname if inner is not None else name
        bound = None
        above = self.evaluator.tree.parents.get(node)
        if isinstance(above, ast.Assign) and isinstance(above.targets[0], ast.Name) and scope.parent is None:
            bound = above.targets[0].id
        return Defined(self.file, self.module, getattr(node, "lineno", 0), qualname, bound, wraps)

    def _guarded(self, node: ast.AST) -> bool:
        """Whether the file's only definition of this name stands under its main guard."""
        tree = self.evaluator.tree
        same = tree.top.names.get(getattr(node, "name", ""), [])
        under = any(
            isinstance(parent, ast.If) and is_guard(parent.test) and child in parent.body
            for parent, child in tree.above(node)
        )
        return under and len(same) == 1
