"""Plain facts of a part of a pickle that does not load: what it would be, and what of its class has to do with it."""

from __future__ import annotations

import sys
from types import FunctionType

from .facts import class_facts, defined_at, globals_of, raised
from .globals import module_facts
from .names import is_stdlib, module_of, mro, namespace, type_name
from .symbols import CALL, NEW, Made, Ref, class_of, class_ref, show, type_of

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

    from .loadways import Map

# Methods that have to do with loading, and whose Python code may be what fails.
_METHODS = (
    *("__new__", "__init__", "__getattr__", "__getattribute__", "__setattr__", "__hash__", "__eq__", "__setitem__"),
    *("append", "extend", "add", "__setstate__", "__getstate__", "__reduce__", "__reduce_ex__", "__getnewargs__"),
    *("__getnewargs_ex__", "__slots__"),
)


def load_leaf(symbol: object, event: str, ref: Ref | None, error: BaseException, places: Map) -> dict[str, Any]:
    """A leaf of the load side, in the dump side's shape, with its facts under "load"."""
    way = places.way(symbol) if symbol in places else [(places.name, places.root)]
    cls = class_of(symbol) if type(symbol) is Made else None
    return {
        "path": "".join(step for step, _ in way),
        "also_at": places.also_at(symbol),
        "steps": [{"step": step, "type": as_sent(type_of(part)), "stdlib": _is_library(part)} for step, part in way],
        "within": places.within(way),
        "type": as_sent(type_of(symbol)),
        "python_class": False,
        "bases": [type_name(base) for base in mro(cls)] if cls is not None else [],
        "repr": as_sent(show(symbol)),
        "raised": raised(error),
        "defined_at": _defined(symbol, cls, ref),
        "function": None,
        "cls": _class(symbol, cls, ref),
        "by_value": None,
        "load": _load(symbol, event, ref, error, cls),
    }


def as_sent(name: str) -> str:
    """A class of the main module by the name it was sent under: in a child that module calls itself __mp_main__."""
    for start in ("", "<", "<class '"):
        if name.startswith(f"{start}__mp_main__."):
            return name.replace("__mp_main__", "__main__", 1)
    return name


def _is_library(symbol: object) -> bool:
    if type(symbol) is Made:
        cls = class_of(symbol)
        return cls is not None and is_stdlib(cls)
    return type(symbol) is not Ref or (symbol.value is not None and is_stdlib(type(symbol.value)))


def _load(symbol: object, event: str, ref: Ref | None, error: BaseException, cls: type | None) -> dict[str, Any]:
    if ref is None and type(symbol) is Made:
        ref = class_ref(symbol)
    module, name = (ref.module, ref.qualname) if ref is not None else ("?", "?")
    owned = _methods(cls)
    return {
        "event": event,
        "module": module,
        "qualname": name,
        "where": module_facts(module),
        "raised_bases": [type_name(base) for base in mro(type(error))],
        "raised_in": raised_in(error),
        "missing_module": _text(getattr(error, "name", None)) if isinstance(error, ImportError) else None,
        "exception": cls is not None and BaseException in mro(cls),
        "defines": {method: owner for method, (owner, _entry) in owned.items()},
        "signature": _signature(symbol, event, ref, owned),
        "begun": type(symbol) is Made and symbol.value is not None and bool(symbol.built),
    }


def _text(value: object) -> str | None:
    return value if type(value) is str else None


def raised_in(error: BaseException) -> dict[str, Any] | None:
    """The innermost line of Python code that raised, when it is not of this package's."""
    trace = error.__traceback__
    found = None
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__")
        if module != "pickle" and not (type(module) is str and module.startswith(__package__ or "?")):
            code = trace.tb_frame.f_code
            found = {"path": code.co_filename, "line": trace.tb_lineno, "function": code.co_name, "module": str(module)}
        trace = trace.tb_next
    return found


def _methods(cls: type | None) -> dict[str, tuple[str, Any]]:
    """The methods that have to do with loading: by name, the class that has them (outside builtins), and the entry."""
    found: dict[str, tuple[str, Any]] = {}
    for base in mro(cls) if cls is not None else ():
        if module_of(base) == "builtins":
            continue
        entries = namespace(base)
        for method in _METHODS:
            if method in entries and method not in found:
                found[method] = type_name(base), entries[method]
    return found


def _signature(symbol: object, event: str, ref: Ref | None, owned: dict[str, tuple[str, Any]]) -> dict[str, Any] | None:
    """How the function that was called takes its arguments, and how many it was given."""
    if type(symbol) is not Made or event not in (CALL, NEW):
        return None
    called, bound = _called(ref, event, owned)
    if type(called) is not FunctionType:
        return None
    code, given = called.__code__, symbol.args
    positional = code.co_varnames[bound : code.co_argcount]
    optional = len(called.__defaults__ or ())
    keyword_only = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    return {
        "function": called.__qualname__,
        "positional": list(positional),
        "required": list(positional[: max(len(positional) - optional, 0)]),
        "keyword_only": [name for name in keyword_only if name not in (called.__kwdefaults__ or {})],
        "any_number": bool(code.co_flags & 0x04),  # CO_VARARGS
        "given": len(given) if type(given) is tuple else 0,
    }


def _called(ref: Ref | None, event: str, owned: dict[str, tuple[str, Any]]) -> tuple[Any, int]:
    """The Python function that was called in the end, and how many arguments it has of itself."""
    value = ref.value if ref is not None else None
    if type(value) is FunctionType:
        return value, 0
    names = ("__new__",) if event == NEW else ("__init__", "__new__")
    for name in names:
        entry = owned.get(name, (None, None))[1]
        entry = entry.__func__ if type(entry) is staticmethod else entry
        if type(entry) is FunctionType:
            return entry, 1
    return None, 0


def _defined(symbol: object, cls: type | None, ref: Ref | None) -> dict[str, Any] | None:
    value = symbol.value if type(symbol) is Ref else ref.value if ref is not None else None
    if cls is not None:
        return defined_at(value, cls)
    if type(value) is FunctionType:
        return defined_at(value, None)
    file = globals_of(ref.module).get("__file__") if ref is not None else None
    if ref is None or type(file) is not str:
        return None
    return {"path": file, "line": None, "qualname": ref.qualname}


def _class(symbol: object, cls: type | None, ref: Ref | None) -> dict[str, Any] | None:
    if type(symbol) is not Made:
        return None
    if cls is not None:
        facts = class_facts(cls)
        return {**facts, "module": as_sent(f"{facts['module']}.")[:-1], "instances": 1}
    if ref is None or ref.error is None:
        return None
    lookup = "missing" if ref.module in sys.modules else "no module"
    name = ref.qualname.rpartition(".")[2]
    return {
        "name": name, "qualname": ref.qualname, "module": ref.module, "local": False, "lookup": lookup,
        "found_type": None, "bound_as": None, "instances": 1,
    }  # fmt: skip
