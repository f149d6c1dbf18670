"""Plain facts of a leaf: what it is, where it was defined, what its name leads to."""

from __future__ import annotations

import sys
from types import FunctionType

from .names import mro, namespace, shown, type_name

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

MESSAGE = 500  # characters of an exception's message that are kept


def leaf_facts(obj: object, error: BaseException | None, at_fault: type | None) -> dict[str, Any]:
    """The fields of a leaf that do not depend on where it hangs.

    `at_fault`: the class of an instance that fails because its class cannot be sent by name.
    """
    cls = at_fault if at_fault is not None else obj if issubclass(type(obj), type) else None
    return {
        "type": type_name(type(obj)),
        "python_class": _refuses(type(obj)),
        "bases": [type_name(base) for base in mro(type(obj))],
        "repr": shown(obj),
        "raised": raised(error) if error is not None else {"type": "", "message": ""},
        "defined_at": defined_at(obj, cls),
        "function": _function(obj) if type(obj) is FunctionType else None,
        "cls": None if cls is None else class_facts(cls),  # type: ignore[arg-type]
    }


def _refuses(cls: type) -> bool:
    """Whether Python code, of the class or of one above it, says how its instances are pickled."""
    for base in mro(cls)[:-1]:
        entries = namespace(base)
        for name in ("__reduce_ex__", "__reduce__", "__getstate__"):
            if name in entries:
                return type(entries[name]) is FunctionType
    return False


def raised(error: BaseException) -> dict[str, str]:
    """The type and the bounded message of an exception."""
    try:
        message = str(error)
    except Exception as failed:
        message = f"<str() of the exception raised {type_name(type(failed))}>"
    return {"type": type_name(type(error)), "message": str.__str__(message)[:MESSAGE]}


def defined_at(obj: Any, cls: Any) -> dict[str, Any] | None:
    """Where a function, or the class at fault, was defined; the line of a class only on 3.13 and newer."""
    if type(obj) is FunctionType:
        return {"path": obj.__code__.co_filename, "line": obj.__code__.co_firstlineno}
    if cls is None:
        return None
    entries = namespace(cls)
    path = globals_of(_text(entries.get("__module__"))).get("__file__")
    if type(path) is not str:
        return None
    line = entries.get("__firstlineno__")  # 3.13+
    return {"path": path, "line": line if type(line) is int else None, "qualname": _name(cls, "__qualname__")}


def _function(obj: Any) -> dict[str, Any]:
    facts = _named(obj, obj.__module__, obj.__qualname__)
    facts["lambda"] = obj.__code__.co_name == "<lambda>"
    facts["coroutine"] = bool(obj.__code__.co_flags & 0x80)  # CO_COROUTINE
    facts["wraps"] = _wraps(obj, facts["bound_as"])
    return facts


def class_facts(cls: type) -> dict[str, Any]:
    """A class by its name, and what that name leads to."""
    return _named(cls, namespace(cls).get("__module__"), _name(cls, "__qualname__"))


def _name(cls: type, attribute: str) -> str:
    name: str = type.__dict__[attribute].__get__(cls)
    return name


def _named(obj: Any, module: object, qualname: str) -> dict[str, Any]:
    name = _name(obj, "__name__") if issubclass(type(obj), type) else obj.__name__
    lookup, found = _look_up(obj, _text(module), qualname)
    return {
        "name": name,
        "qualname": qualname,
        "module": _text(module),
        "local": "<locals>" in qualname,
        "lookup": lookup,
        "found_type": type_name(type(found)) if lookup == "other" else None,
        "bound_as": _bound_as(obj, _text(module)),
    }


def _text(value: object) -> str:
    return value if type(value) is str else "?"


def globals_of(module: str) -> dict[str, Any]:
    """The namespace of a module that is loaded; empty where there is none."""
    found = sys.modules.get(module)
    entries = getattr(found, "__dict__", None)
    return entries if type(entries) is dict else {}


def _look_up(obj: object, module: str, qualname: str) -> tuple[str, object]:
    """What pickle would find under the name: "no module", "missing", "other" or "found", and the thing itself."""
    if module not in sys.modules:
        return "no module", None
    found: object = None
    for depth, part in enumerate(qualname.split(".")):
        entries: Any = globals_of(module) if depth == 0 else _entries(found)
        if part not in entries:
            return "missing", None
        found = entries[part]
        if type(found) in (staticmethod, classmethod):
            found = found.__func__  # type: ignore[attr-defined]
    return ("found" if found is obj else "other"), found


def _entries(found: object) -> dict[str, Any]:
    if issubclass(type(found), type):
        merged: dict[str, Any] = {}
        for base in reversed(mro(found)):  # type: ignore[arg-type]
            merged.update(namespace(base))
        return merged
    if type(found) is FunctionType:
        return found.__dict__
    return {}


def _bound_as(obj: object, module: str) -> str | None:
    for place in (module, "__main__"):
        for name, value in list(globals_of(place).items()):
            if value is obj and type(name) is str:
                return name
    return None


def _wraps(obj: Any, bound_as: str | None) -> str | None:
    if bound_as is None:
        return None
    for cell in obj.__closure__ or ():
        try:
            content = cell.cell_contents
        except ValueError:
            continue
        if type(content) is FunctionType and content.__qualname__ == bound_as:
            return bound_as
    return None
