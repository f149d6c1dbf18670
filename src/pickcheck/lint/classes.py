"""What instances of a file's classes have on them, read off ``__init__``, class bodies and dataclass fields."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

from .calls import arguments
from .tree import Function, Tree
from .values import Env, Instance

Found = ast.FunctionDef | ast.AsyncFunctionDef | tuple[ast.expr, Env]
# Bases that leave pickling as it is; and methods that change it.
_PLAIN = frozenset(("object", "ABC", "abc.ABC", "Protocol", "typing.Protocol", "Generic", "typing.Generic"))
_TUPLES = ("NamedTuple", "typing.NamedTuple")
_PROCESS = ("Process", "multiprocessing.Process", "mp.Process")
_HOOKS = frozenset(
    (
        *("__getstate__", "__reduce__", "__reduce_ex__", "__getnewargs__", "__getnewargs_ex__", "__setstate__"),
        *("__getattribute__", "__copyreg__"),
    )
)
_KEEPING = frozenset(("dataclass", "dataclasses.dataclass", "total_ordering", "functools.total_ordering", "final"))


def methods(cls: ast.ClassDef) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """The methods that a class's body defines."""
    return {node.name: node for node in cls.body if isinstance(node, Function)}


def bases(tree: Tree, cls: ast.ClassDef, below: frozenset[ast.AST] = frozenset()) -> list[ast.ClassDef] | None:
    """The class and those of the file above it; None where a base is not known."""
    found, below = [cls], below | {cls}
    for base in cls.bases:
        name = dotted(base)
        if isinstance(base, ast.Subscript):
            name = dotted(base.value)
        if name in _PLAIN or name in _PROCESS or name in _TUPLES:
            continue
        binding = tree.lookup(name, tree.scopes[cls], base) if isinstance(base, ast.Name) else None
        above = binding.node if binding is not None else None
        more = bases(tree, above, below) if isinstance(above, ast.ClassDef) and above not in below else None
        if more is None:
            return None
        found += more
    return found


def is_plain(tree: Tree, cls: ast.ClassDef) -> bool:
    """Whether its instances are pickled by their attributes, all of them, as pickle does by itself."""
    family = bases(tree, cls)
    if family is None or any(keyword.arg == "metaclass" for one in family for keyword in one.keywords):
        return False
    if any(dotted(_called(decorator)) not in _KEEPING for one in family for decorator in one.decorator_list):
        return False
    return not any(_HOOKS & set(methods(one)) for one in family)


def refuses(tree: Tree, cls: ast.ClassDef) -> tuple[str, str] | None:
    """What a class raises in any case where it is asked for its state; None where it does not."""
    for name in ("__reduce_ex__", "__reduce__", "__getstate__"):
        method = methods(cls).get(name)
        if method is None:
            continue
        body = [
            node for node in method.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        ]
        made = body[0].exc if body and isinstance(body[0], ast.Raise) else None
        kind = dotted(made.func if isinstance(made, ast.Call) else made) if made is not None else ""
        if not kind:
            return None
        told = made.args[0] if isinstance(made, ast.Call) and made.args else None
        text = told.value if isinstance(told, ast.Constant) else "..."
        return f"builtins.{kind}", str(text)
    return None


def is_dataclass(cls: ast.ClassDef) -> bool:
    """Whether its fields make its __init__ (a NamedTuple's do, too)."""
    if any(dotted(base) in _TUPLES for base in cls.bases):
        return True
    named = {dotted(_called(decorator)) for decorator in cls.decorator_list}
    return bool(named & {"dataclass", "dataclasses.dataclass"}) and "__init__" not in methods(cls)


def _called(decorator: ast.expr) -> ast.expr:
    return decorator.func if isinstance(decorator, ast.Call) else decorator


def dotted(node: ast.expr) -> str:
    """A name with its dots as it is written; empty for any other expression."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def member(tree: Tree, of: Instance, name: str) -> Found | None:
    """A method, or an attribute's expression, of an instance; None where it is not certain."""
    for cls in bases(tree, of.cls.node) or [of.cls.node]:
        if name in methods(cls):
            return methods(cls)[name]
    return dict(attributes(tree, of)).get(name)


def attributes(tree: Tree, of: Instance) -> Iterator[tuple[str, tuple[ast.expr, Env]]]:
    """The attributes that every instance has once it is made, each bound in one place of the file only."""
    seen: set[str] = set()
    for cls in bases(tree, of.cls.node) or [of.cls.node]:
        if is_dataclass(cls):
            found = _fields(tree, cls, of)
        else:
            init = methods(cls).get("__init__")
            found = _assigned(tree, init, cls, of) if init is not None else iter(())
        for name, value in found:
            if name not in seen:
                seen.add(name)
                yield name, value
        if "__init__" in methods(cls) and not _calls_super(tree, methods(cls)["__init__"]):
            return


def _calls_super(tree: Tree, init: ast.AST) -> bool:
    calls = tree.owned(ast.Call, init)
    return any(isinstance(call.func, ast.Attribute) and call.func.attr == "__init__" for call in calls)


def _assigned(
    tree: Tree, init: ast.FunctionDef | ast.AsyncFunctionDef, cls: ast.ClassDef, of: Instance
) -> Iterator[tuple[str, tuple[ast.expr, Env]]]:
    """``self.x = ...`` at the top of ``__init__``, where nothing else in the file binds an attribute of that name."""
    own = of.cls.node is cls and of.call is not None
    params = arguments(init, of.call, of.env, skip=1) if own and of.call is not None else {}
    env = Env(tree.own[init], {**of.env.params, **params} if own else {})
    first = next(iter([*init.args.posonlyargs, *init.args.args]), None)
    for statement in init.body:
        if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or statement.value is None or first is None:
            continue
        for target in statement.targets if isinstance(statement, ast.Assign) else [statement.target]:
            if _is_of(target, first.arg) and tree.stored[target.attr] <= tree.in_inits[target.attr]:
                yield target.attr, (statement.value, env)


def _is_of(target: ast.expr, name: str) -> TypeGuard[ast.Attribute]:
    return isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == name


def _fields(tree: Tree, cls: ast.ClassDef, of: Instance) -> Iterator[tuple[str, tuple[ast.expr, Env]]]:
    """A dataclass's fields: what the call gives, else the default or what the default factory makes."""
    if of.call is None:
        return
    env = Env(tree.own[cls])
    declared = [n for n in cls.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)]
    for position, one in enumerate(declared):
        name = one.target.id  # type: ignore[union-attr]
        if tree.stored[name]:
            continue
        keyword = next((k.value for k in of.call.keywords if k.arg == name), None)
        if keyword is None and position < len(of.call.args) and of.cls.node is cls:
            keyword = of.call.args[position]
            if any(isinstance(arg, ast.Starred) for arg in of.call.args):
                return
        if keyword is not None:
            yield name, (keyword, of.env)
        elif (made := _factory(one.value)) is not None:
            yield name, (made, env)


def _factory(default: ast.expr | None) -> ast.expr | None:
    """``field(default_factory=Lock)`` as the call that it stands for."""
    if not isinstance(default, ast.Call):
        return None
    for keyword in default.keywords:
        if keyword.arg == "default_factory":
            if isinstance(keyword.value, ast.Lambda):
                return keyword.value.body
            return ast.copy_location(ast.Call(keyword.value, [], []), keyword.value)
    return None
