"""Names of objects and types, told without running a line of user code, and whether a name leads back to its object.

Classes are read through the descriptors of `type` itself, so a metaclass never has a say.
"""

from __future__ import annotations

import sys
from pickle import Pickler
from types import BuiltinFunctionType, FunctionType, ModuleType, SimpleNamespace

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

SINK = SimpleNamespace(write=len)  # a file for picklers that keeps nothing, at the speed of C

_TYPE = type.__dict__
_get_module = _TYPE["__module__"].__get__
_get_qualname = _TYPE["__qualname__"].__get__
_get_mro = _TYPE["__mro__"].__get__
_get_dict = _TYPE["__dict__"].__get__
_STDLIB = sys.stdlib_module_names | {"builtins", "_frozen_importlib", "_frozen_importlib_external"}


def mro(cls: type) -> tuple[type, ...]:
    """The method resolution order of a class."""
    found: tuple[type, ...] = _get_mro(cls)
    return found


def namespace(cls: type) -> Any:
    """The read-only dictionary of a class."""
    return _get_dict(cls)


def module_of(cls: type) -> str:
    """The module a class says it comes from; "?" where it says nothing usable."""
    try:
        module = _get_module(cls)
    except AttributeError:
        return "?"
    return module if type(module) is str else "?"


def type_name(cls: type) -> str:
    """`module.qualname` of a class."""
    return f"{module_of(cls)}.{_get_qualname(cls)}"


def qualname(cls: type) -> str:
    """The qualified name of a class."""
    name: str = _get_qualname(cls)
    return name


def is_stdlib(cls: type) -> bool:
    """Whether the class is defined in the standard library or the interpreter."""
    return is_of_stdlib(module_of(cls))


def is_of_stdlib(name: str) -> bool:
    """The same by the name of the class, or of its module."""
    return name.partition(".")[0] in _STDLIB


def find_in_type(cls: type, name: str) -> Any:
    """What `name` is in the class or its bases, as it lies there (no descriptor is run); None where it is not."""
    for base in mro(cls):
        entries = namespace(base)
        if name in entries:
            return entries[name]
    return None


def shown(obj: object) -> str:
    """A short stand-in for `repr(obj)`: no address, no user code."""
    cls = type(obj)
    if cls is FunctionType:
        return f"<function {obj.__qualname__}>"  # type: ignore[attr-defined]
    if issubclass(cls, type):
        return f"<class '{type_name(obj)}'>"  # type: ignore[arg-type]
    if cls is ModuleType:
        name = ModuleType.__getattribute__(obj, "__dict__").get("__name__", "?")
        return f"<module '{name}'>" if type(name) is str else "<module '?'>"
    if cls is BuiltinFunctionType:
        return f"<builtin_function_or_method {obj.__name__}>"  # type: ignore[attr-defined]
    return f"<{type_name(cls)} object>"


class _ByName(Pickler):
    """A pickler that sends the one object it is given by the name it is given.

    An empty dispatch table leaves C `save` (3.10-3.14, Modules/_pickle.c) nothing but `save_global` for functions
    and classes, whatever their metaclass; a string from `reducer_override` does the same for everything else.
    """

    def __init__(self, name: str | None, protocol: int) -> None:
        super().__init__(SINK, protocol)
        self.name = name
        self.dispatch_table = {}

    def reducer_override(self, obj: object) -> Any:
        return NotImplemented if self.name is None else self.name


def name_error(obj: object, name: str | None, protocol: int) -> BaseException | None:
    """What sending `obj` by name raises (by its own qualified name when `name` is None); None when it goes."""
    try:
        _ByName(name, protocol).dump(obj)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        return error
    return None
