"""Expression -> value: data flow within one file, of names that are bound once (or for certain)."""

from __future__ import annotations

import ast
import builtins
from dataclasses import replace

from . import names
from .calls import Given, arguments, returned, yields
from .classes import member
from .tree import Binding, Scope, Tree
from .values import (
    UNKNOWN,
    Class,
    Constant,
    Display,
    Env,
    Function,
    Generator,
    Instance,
    Made,
    Method,
    Part,
    Product,
    Proxy,
    Ref,
    Value,
)

DEPTH = 25
FACTORIES = frozenset(
    f"{name}" for name in ("collections.namedtuple", "typing.NamedTuple", "enum.Enum", "dataclasses.make_dataclass")
)
_DISPLAYS = (ast.List, ast.Tuple, ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp)
PROXIES = frozenset(
    ("dict", "list", "Namespace", "Queue", "JoinableQueue", "Lock", "RLock", "Event", "Value", "Array", "Pool")
)
_VIEWS = {"keys": "builtins.dict_keys", "values": "builtins.dict_values", "items": "builtins.dict_items"}


class Evaluator:
    """Evaluates expressions of one tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._known: dict[tuple[ast.expr, Scope], Value] = {}
        self.handed: Given = {}  # parameters that the file itself gives a queue, an end of a pipe, ... (``handed``)

    def value(self, node: ast.expr | None, env: Env, depth: int = 0) -> Value:
        """What the expression comes to where it stands; UNKNOWN where that is not certain."""
        if node is None or depth > DEPTH:
            return UNKNOWN
        if depth or env.params:
            return self._value(node, env, depth)
        key = (node, env.scope)
        if key not in self._known:
            self._known[key] = self._value(node, env, depth)
        return self._known[key]

    def _value(self, node: ast.expr, env: Env, depth: int) -> Value:
        if isinstance(node, ast.Name):
            return self._name(node, env, depth)
        if isinstance(node, ast.Attribute):
            return self.attribute(self.value(node.value, env, depth + 1), node.attr, depth)
        if isinstance(node, ast.Call):
            return self._call(node, env, depth)
        if isinstance(node, ast.Constant):
            return Constant(node.value)
        if isinstance(node, ast.Lambda):
            return Function(node, env)
        if isinstance(node, ast.GeneratorExp):
            return Generator("builtins.generator")
        if isinstance(node, _DISPLAYS):
            inner = self.tree.own.get(node)
            return Display(node, env.at(inner) if inner is not None else env)
        if isinstance(node, ast.NamedExpr):
            return self.value(node.value, env, depth + 1)
        return UNKNOWN

    def hand(self, given: Given) -> None:
        """Take it that parameters are given this."""
        self.handed.update(given)
        self._known.clear()

    # ---------------------------------------------------------------- names

    def _name(self, node: ast.Name, env: Env, depth: int) -> Value:
        binding = self.tree.lookup(node.id, env.scope, node)
        if binding is None:
            known = hasattr(builtins, node.id) and not self.tree.binds(node.id, env.scope)
            return Ref(f"builtins.{node.id}") if known else UNKNOWN
        return self.bound(node.id, binding, env, depth)

    def bound(self, name: str, binding: Binding, env: Env, depth: int = 0) -> Value:
        """What a binding gives its name."""
        inner = env.at(binding.scope)
        node = binding.node
        if binding.kind == "import":
            return ref(binding.dotted, module=binding.module)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return Function(node, inner)
        if isinstance(node, ast.ClassDef):
            return Class(node, inner)
        if binding.kind == "param":
            return self._parameter(name, binding.scope, env, depth)
        value = self.value(binding.value, inner, depth + 1)
        if binding.kind == "value":
            if isinstance(value, Display) and name in self.tree.losing:
                return UNKNOWN
            return replace(value, bound=name) if isinstance(value, Made) else value
        if binding.kind == "with" and isinstance(value, Made) and value.by.name in names.ENTERED:
            return value
        if binding.kind == "part" and isinstance(value, Made):
            return Part(value)
        return UNKNOWN

    def _parameter(self, name: str, scope: Scope, env: Env, depth: int) -> Value:
        given = env.params.get((scope.node, name))
        if given is not None:
            return self.value(*given, depth + 1)
        if (scope.node, name) in self.handed:
            return self.value(*self.handed[scope.node, name], depth + 1)
        method = scope.node
        outer = scope.parent
        if outer is None or not isinstance(outer.node, ast.ClassDef) or not isinstance(method, ast.FunctionDef):
            return UNKNOWN
        first = next(iter([*method.args.posonlyargs, *method.args.args]), None)
        if first is None or first.arg != name or method.decorator_list or outer.parent is None:
            return UNKNOWN
        return Instance(Class(outer.node, Env(outer.parent)), None, env)

    @staticmethod
    def is_handle(value: Value) -> bool:
        """Whether it is one of multiprocessing's own that reach a child: a queue, a lock, an end of a pipe, a proxy."""
        if isinstance(value, Part):
            return value.of.by.name == names.PIPE
        return isinstance(value, Proxy) or (isinstance(value, Made) and value.by.name in names.PRIMITIVES)

    # ---------------------------------------------------------------- attributes and calls

    def attribute(self, of: Value, name: str, depth: int = 0) -> Value:
        """What ``of.name`` comes to."""
        if isinstance(of, Ref):
            return replace(ref(f"{of.name}.{name}"), context=of.context)
        if isinstance(of, Made):
            if of.by.name == names.CONTEXT:
                return replace(ref(f"multiprocessing.{name}"), context=self.method_of(of))
            return Product(of) if of.by.name == "enum.Enum" and of.bound else Method(of, name)
        if isinstance(of, Instance):
            found = member(self.tree, of, name)
            if isinstance(found, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if found.decorator_list:
                    return UNKNOWN
                return Method(of, name, Function(found, Env(self.tree.scopes[found])))
            return self.value(found[0], found[1], depth + 1) if isinstance(found, tuple) else UNKNOWN
        if isinstance(of, Class):
            inside = self.tree.own[of.node]
            binding = self.tree.lookup(name, inside) if name in inside.names else None
            return self.bound(name, binding, of.env, depth) if binding is not None else UNKNOWN
        return Method(of, name) if isinstance(of, (Part, Display, Proxy)) else UNKNOWN

    def method_of(self, context: Made) -> str:
        """The start method that ``get_context(...)`` asks for; "" for the default, "?" where it is not known."""
        given = [*context.call.args, *(keyword.value for keyword in context.call.keywords)]
        if not given:
            return ""
        value = self.value(given[0], context.env)
        if isinstance(value, Constant):
            return "" if value.value is None else str(value.value)
        return "?"

    def _call(self, node: ast.Call, env: Env, depth: int) -> Value:
        func = self.value(node.func, env, depth + 1)
        if isinstance(func, Ref):
            return Made(func, node, env)
        if isinstance(func, Class):
            return Instance(func, node, env)
        if isinstance(func, Made) and func.by.name in FACTORIES and func.bound:
            return Product(func, node)
        if isinstance(func, Method) and func.name in _VIEWS and self._is_dict(func.of) and not node.args:
            return Generator(_VIEWS[func.name])
        if isinstance(func, Method) and isinstance(func.of, Made) and func.of.by.name == names.MANAGER:
            return Proxy(func.name, node, env) if func.name in PROXIES else UNKNOWN
        if isinstance(func, Function):
            return self._result(func, node, env, depth)
        return UNKNOWN

    @staticmethod
    def _is_dict(value: Value) -> bool:
        if isinstance(value, Display):
            return isinstance(value.node, (ast.Dict, ast.DictComp))
        return isinstance(value, Made) and value.by.name in ("builtins.dict", "collections.defaultdict")

    def _result(self, func: Function, call: ast.Call, env: Env, depth: int) -> Value:
        """What a function of this file returns, where it has one return only."""
        if isinstance(func.node, ast.Lambda) or func.node.decorator_list:
            return UNKNOWN
        if isinstance(func.node, ast.AsyncFunctionDef):
            return Generator("builtins.async_generator" if yields(self.tree, func.node) else "builtins.coroutine")
        if yields(self.tree, func.node):
            return Generator("builtins.generator")
        expr = returned(self.tree, func.node)
        inner = Env(self.tree.own[func.node], {**func.env.params, **arguments(func.node, call, env)})
        return self.value(expr, inner, depth + 1)


def ref(dotted: str, module: bool = False) -> Ref:
    """A library's thing by its dotted name, under the name that it is known by here."""
    name, context = names.canonical(dotted)
    return Ref(name, context, module)
