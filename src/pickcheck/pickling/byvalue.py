"""Would a pickler that sends functions and classes by value (cloudpickle) carry a leaf? Told from facts, not by trying.

A function goes if its closure, defaults, attributes and the globals it names go; a class if its bases and entries go.
No reducer of the user's is run: the answer is None where it would depend on one.
"""

from __future__ import annotations

from types import (
    BuiltinFunctionType,
    CellType,
    CodeType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodType,
    ModuleType,
)

from .identity import instance_dict
from .names import is_stdlib, mro, namespace
from .reduction import ATOMS, BY_NAME, CONTAINERS, FAILS

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Literal

    from .reduction import Rules

MOST = 5000  # objects looked at
_ENTRY_TYPES = frozenset(map(id, (GetSetDescriptorType, MemberDescriptorType, ModuleType, BuiltinFunctionType)))
_VIEWS = frozenset(map(id, (type({}.keys()), type({}.values()), type({}.items()))))
_CARRIED = (
    frozenset(map(id, (ModuleType, CodeType, CellType, property, staticmethod, classmethod, memoryview))) | _VIEWS
)
_SKIPPED = frozenset(("__dict__", "__weakref__", "__module__", "__doc__", "__qualname__"))


def is_carried(obj: object) -> bool:
    """Whether cloudpickle has a way of its own with objects of this type; any other leaf stays a leaf for it."""
    return type(obj) is FunctionType or issubclass(type(obj), type) or id(type(obj)) in _CARRIED


def by_value(obj: object, rules: Rules) -> bool | None:
    """True, False, or None where that is not known without running user code (or looking too far)."""
    seen: dict[int, object] = {}
    open_: list[object] = [obj]
    unknown = False
    while open_:
        current = open_.pop()
        if id(current) in seen or id(type(current)) in ATOMS:
            continue
        seen[id(current)] = current
        if len(seen) > MOST:
            return None
        parts = _parts(current, rules)
        if parts is False:
            return False
        if parts is None:
            unknown = True
        else:
            open_.extend(parts)
    return None if unknown else True


def _parts(obj: Any, rules: Rules) -> Iterable[object] | Literal[False] | None:
    """What must cross for `obj` to cross; False if it never does, None if it is not known."""
    cls = type(obj)
    if id(cls) in CONTAINERS:
        return [*obj.keys(), *obj.values()] if cls is dict else list(obj)
    if cls is FunctionType:
        return [] if rules.reduce(obj)[0] is BY_NAME else _function_parts(obj)
    if issubclass(cls, type):
        return [] if rules.reduce(obj)[0] is BY_NAME else _class_parts(obj)
    if id(cls) in _VIEWS:
        return list(obj)
    if id(cls) in _ENTRY_TYPES or cls is CodeType or cls is memoryview:
        return []
    if cls is MethodType:
        return [obj.__self__, obj.__func__]
    if cls is staticmethod or cls is classmethod:
        return [obj.__func__]
    if cls is property:
        return [obj.fget, obj.fset, obj.fdel]
    if cls is CellType:
        return _cell(obj)
    return _instance_parts(obj, cls, rules)


def _instance_parts(obj: object, cls: type, rules: Rules) -> Iterable[object] | Literal[False] | None:
    own = [base for base in mro(cls) if not is_stdlib(base)]
    custom = ("__reduce__", "__reduce_ex__", "__getstate__", "__getattr__", "__getattribute__")
    if any(name in namespace(base) for base in own for name in custom):
        return None
    verdict, value, _error = rules.reduce(obj)
    if verdict is FAILS:
        return False
    if verdict is BY_NAME or value is None:
        return []
    function, args, *rest = value
    if any(part is not None for part in rest[1:3]):
        return None if own else [function, *args, *instance_dict(obj).values(), *_contents(rest)]
    return [function, *args, *rest]


def _contents(rest: list[Any]) -> Iterable[object]:
    for iterator in rest[1:3]:
        if iterator is not None:
            yield from iterator


def _function_parts(function: Any) -> Iterable[object]:
    yield from function.__defaults__ or ()
    yield from (function.__kwdefaults__ or {}).values()
    yield from function.__dict__.values()
    yield from function.__closure__ or ()
    for name in _names(function.__code__):
        if name in function.__globals__:
            yield function.__globals__[name]


def _cell(cell: Any) -> list[object]:
    try:
        return [cell.cell_contents]
    except ValueError:  # empty
        return []


def _names(code: Any) -> set[str]:
    names = set(code.co_names)
    for constant in code.co_consts:
        if type(constant) is CodeType:
            names |= _names(constant)
    return names


def _class_parts(cls: type) -> Iterable[object]:
    yield from cls.__bases__
    yield type(cls)
    for name, entry in list(namespace(cls).items()):
        if name not in _SKIPPED:
            yield entry
