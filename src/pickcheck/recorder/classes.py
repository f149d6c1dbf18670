"""Classes and instances, looked at by the C descriptors of ``type`` and ``object``: no metaclass or class is asked."""

from __future__ import annotations

import sys

from .places import USER, kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

# Types are told by identity: a metaclass may have an __eq__ and a __hash__ of its own.
SCALARS = frozenset(
    map(id, (bool, int, float, complex, str, bytes, type(None), type(...), type(NotImplemented), range))
)
BUILTINS = frozenset(map(id, (list, tuple, dict, set, frozenset)))
FUNCTION, BUILTIN, MODULE = type(lambda: 0), type(len), type(sys)
_GETSET, _MEMBER = type(type.__dict__["__dict__"]), type(FUNCTION.__dict__["__closure__"])
_members: Any = type.__dict__["__dict__"].__get__
names_of: Any = MODULE.__dict__["__dict__"].__get__  # type: ignore[index]
mro = type.__dict__["__mro__"].__get__
qualname_of = type.__dict__["__qualname__"].__get__
module_of = type.__dict__["__module__"].__get__


def derives(cls: Any, base: type) -> bool:
    """Whether a class is this builtin one or comes of it."""
    return any(owner is base for owner in mro(cls))


def is_class(cls: Any) -> bool:
    """Whether the instances of this type are classes."""
    return derives(cls, type)


def kind_of_container(cls: Any) -> str | None:
    """What a builtin container's instances hold: "keys", "items" by index, "members"; None for any other type."""
    if of_user(cls):
        return None
    kinds = {"keys": (dict,), "items": (list, tuple), "members": (set, frozenset)}
    return next((kind for kind, bases in kinds.items() if any(derives(cls, base) for base in bases)), None)


def members_of(cls: Any) -> Any:
    """A class's own dictionary."""
    return _members(cls)


def function_name(function: Any) -> str:
    """``module.qualified_name``; of a lambda or an inner function also its line."""
    module = plain_name(getattr(function, "__module__", ""))
    name = f"{module}.{function.__qualname__}"
    if "<" in name and type(function) is FUNCTION:
        name += f":{function.__code__.co_firstlineno}"
    return name


def plain_name(module: Any) -> str:
    """A module's name, the main module's the same in every process."""
    return "__main__" if module == "__mp_main__" else module if type(module) is str else ""


def class_name(cls: Any) -> str:
    """``module.qualified_name``, whatever the metaclass thinks of it."""
    return f"{plain_name(module_of(cls))}.{qualname_of(cls)}"


def of_user(cls: Any) -> bool:
    """Whether a class was defined in a module of the user's."""
    name = module_of(cls)
    module = sys.modules.get(name) if type(name) is str else None
    return type(module) is MODULE and is_user_module(module)


def is_user_module(module: Any) -> bool:
    """Whether a module's file is the user's own."""
    file = names_of(module).get("__file__")
    return type(file) is str and kind_of(file) == USER


def slots_of(value: Any, owner: Any) -> Iterator[tuple[str, Any]]:
    """Steps and values of the slots that a class gives an instance."""
    for name, member in list(members_of(owner).items()):
        if type(member) is _MEMBER:
            try:
                yield f".{name}", member.__get__(value, owner)
            except AttributeError:
                continue


def attributes_of(value: Any, bases: Any) -> dict[str, Any] | None:
    """An instance's own dictionary, got by the C descriptor and no other way."""
    for owner in bases:
        found = members_of(owner).get("__dict__")
        if found is not None:
            return found.__get__(value, owner) if type(found) is _GETSET else None
    if qualname_of(bases[0]) == "SimpleNamespace":
        return object.__getattribute__(value, "__dict__")  # type: ignore[no-any-return]
    return None


def key_text(key: Any) -> str | None:
    """How a key is written; None for one that is no plain value."""
    cls = type(key)
    if cls is tuple:
        texts = [key_text(part) for part in key]
        if None in texts:
            return None
        return f"({', '.join(str(text) for text in texts)}{',' if len(texts) == 1 else ''})"
    if id(cls) in SCALARS:
        return repr(key) if cls is not int or key.bit_length() <= 4096 else None
    return None


def user_modules() -> list[tuple[str, Any]]:
    """The user's modules that are loaded, by name, the main module once.

    Looked for only when ``sys.modules`` has grown: after a fork each module that is looked at is a page copied.
    """
    modules = sys.modules
    known = (len(modules), next(reversed(modules), None))
    if _found.known == known and all(modules.get(name) is module for name, module in _found.modules):
        return list(_found.modules)
    _found.known, _found.modules = known, _search()
    return list(_found.modules)


def is_loaded_twice() -> bool:
    """Whether the script was imported by its name as well."""
    files = [names_of(module)["__file__"] for _name, module in user_modules()]
    return len(files) != len(set(files))


class Found:
    """The user's modules as they were when ``sys.modules`` had so many, the last of them with this name."""

    def __init__(self) -> None:
        self.known: tuple[int, object] = (0, None)
        self.modules: list[tuple[str, Any]] = []


_found = Found()


def _search() -> list[tuple[str, Any]]:
    found = []
    for name, module in list(sys.modules.items()):
        if type(module) is MODULE and name != "__mp_main__" and is_user_module(module):
            found.append((name, module))
    return found
