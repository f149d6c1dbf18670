"""What an expression comes to, as far as the source makes it certain."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from .tree import Scope


@dataclass(frozen=True, eq=False)
class Env:
    """A scope, and what is known of the parameters of the functions around: their arguments, where those are written."""

    scope: Scope
    params: Mapping[tuple[ast.AST, str], tuple[ast.expr, Env]] = field(default_factory=dict)

    def at(self, scope: Scope) -> Env:
        """The same knowledge in another scope."""
        return Env(scope, self.params)


@dataclass(frozen=True, eq=False)
class Value:
    """Anything; this one, nothing certain."""


UNKNOWN = Value()


@dataclass(frozen=True, eq=False)
class Ref(Value):
    """A library's thing by its dotted name. context: of multiprocessing's, the start method whose context it is of."""

    name: str
    context: str | None = None
    module: bool = False


@dataclass(frozen=True, eq=False)
class Function(Value):
    """A function or lambda of this file."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    env: Env


@dataclass(frozen=True, eq=False)
class Class(Value):
    """A class of this file."""

    node: ast.ClassDef
    env: Env


@dataclass(frozen=True, eq=False)
class Instance(Value):
    """An instance of a class of this file; ``call`` made it, or it is ``self`` of a method."""

    cls: Class
    call: ast.Call | None
    env: Env


@dataclass(frozen=True, eq=False)
class Made(Value):
    """What a library's callable returned. by: its name, ``threading.Lock``; bound: the name that it is bound to."""

    by: Ref
    call: ast.Call
    env: Env
    bound: str | None = None


@dataclass(frozen=True, eq=False)
class Product(Value):
    """An instance of a class that a call made (namedtuple, Enum, make_dataclass), or a member of it."""

    cls: Made
    call: ast.Call | None = None


@dataclass(frozen=True, eq=False)
class Method(Value):
    """A bound method: ``of`` is what it is bound to; function: where it is of this file."""

    of: Value
    name: str
    function: Function | None = None


@dataclass(frozen=True, eq=False)
class Display(Value):
    """A list, tuple, dict or set written out, or a comprehension that makes one."""

    node: ast.expr
    env: Env


@dataclass(frozen=True, eq=False)
class Constant(Value):
    """A number, a text, ..."""

    value: object


@dataclass(frozen=True, eq=False)
class Generator(Value):
    """A generator, coroutine or view of a dictionary; ``kind`` is the type's full name."""

    kind: str


@dataclass(frozen=True, eq=False)
class Proxy(Value):
    """A proxy that a method of a manager returned: ``manager.dict(...)``."""

    kind: str
    call: ast.Call
    env: Env


@dataclass(frozen=True, eq=False)
class Part(Value):
    """A part of what a call returned several of: an end of a Pipe."""

    of: Made
