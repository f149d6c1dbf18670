"""The shape of a value in plain values: enough to tell whether two processes see the same.

No code of the user's runs: only exact builtin types are looked into, and instances by their ``__dict__`` and slots,
all through the C descriptors of ``type`` and ``object``. A shape is one of

    ("=", type, value)                 a number, text, bytes, None
    ("c", type, length, {step: shape}, whole)    a container or an instance; a step is written ``['k']``, ``[0]``, ``.attr``
    ("k", name, {step: shape})         a class of the user's, by its plain attributes
    ("r", kind, name)                  what is known by name: a function, a class, a module
    ("m", type)                        a lock, a queue or the like of multiprocessing
    ("o", type)                        anything else: only its type is known
    ("?",)                             not looked at: a bound was reached
"""

from __future__ import annotations

import sys
from time import perf_counter

from .places import USER, kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

Shape = tuple["Any", ...]
UNKNOWN: Shape = ("?",)
DEPTH = 5  # of nesting
ITEMS = 200  # of one container
TEXT = 4096  # characters of one text
# Types are told by identity: a metaclass may have an __eq__ and a __hash__ of its own.
_SCALARS = frozenset(
    map(id, (bool, int, float, complex, str, bytes, type(None), type(...), type(NotImplemented), range))
)
_BUILTINS = frozenset(map(id, (list, tuple, dict, set, frozenset)))
_FUNCTION, _BUILTIN, _MODULE = type(lambda: 0), type(len), type(sys)
_GETSET, _MEMBER = type(type.__dict__["__dict__"]), type(_FUNCTION.__dict__["__closure__"])
_dict_of_class = type.__dict__["__dict__"].__get__
_names: Any = _MODULE.__dict__["__dict__"].__get__  # type: ignore[index]
_mro = type.__dict__["__mro__"].__get__
_qualname = type.__dict__["__qualname__"].__get__
_module = type.__dict__["__module__"].__get__
# Of the standard library's classes, those whose text is their value and runs no code but the library's own.
_AS_TEXT = {
    "datetime": ("date", "datetime", "time", "timedelta"),
    "decimal": ("Decimal",),
    "fractions": ("Fraction",),
    "uuid": ("UUID",),
    "pathlib": ("PosixPath", "WindowsPath", "PurePosixPath", "PureWindowsPath"),
    "pathlib._local": ("PosixPath", "WindowsPath", "PurePosixPath", "PureWindowsPath"),
}
_OPEN = {"argparse": ("Namespace",), "types": ("SimpleNamespace",)}  # its instances are read by attribute
_DICTS = {"collections": ("OrderedDict", "defaultdict", "Counter")}
_SHARED = (
    "multiprocessing.synchronize", "multiprocessing.queues", "multiprocessing.connection",
    "multiprocessing.sharedctypes",
)  # fmt: skip


class Budget:
    """What may still be spent: nodes and seconds."""

    def __init__(self, nodes: int, seconds: float) -> None:
        self.nodes, self._until = nodes, perf_counter() + seconds
        self._kept = 0

    def share(self, most: int) -> None:
        """From now on for another value: the last one's rest comes back, and this one may spend ``most`` nodes."""
        left = self._kept + max(self.nodes, 0)
        self.nodes = min(most, left)
        self._kept = left - self.nodes

    def spend(self) -> bool:
        """Whether one more node may be looked at."""
        self.nodes -= 1
        if self.nodes & 127 == 0 and perf_counter() > self._until:
            self.nodes = -1
        return self.nodes > 0


def shape_of(value: Any, budget: Budget, depth: int = DEPTH) -> Shape:
    """The value's shape, within the budget. Never raises but for what a bound of Python's own raises."""
    if not budget.spend():
        return UNKNOWN
    cls = type(value)
    if id(cls) in _SCALARS:
        return _scalar(value, cls)
    if cls is _FUNCTION or cls is _BUILTIN:
        return ("r", "function", function_name(value))
    if cls is _MODULE:
        return ("r", "module", str(_names(value).get("__name__")))
    if is_class(cls):
        return _class(value, budget, depth)
    return _object(value, cls, budget, depth)


def _derives(cls: Any, base: type) -> bool:
    return any(owner is base for owner in _mro(cls))


def is_class(cls: Any) -> bool:
    """Whether the instances of this type are classes."""
    return _derives(cls, type)


def kind_of_container(cls: Any) -> str | None:
    """What a builtin container's instances hold: "keys", "items" by index, "members"; None for any other type."""
    if of_user(cls):
        return None
    kinds = {"keys": (dict,), "items": (list, tuple), "members": (set, frozenset)}
    return next((kind for kind, bases in kinds.items() if any(_derives(cls, base) for base in bases)), None)


def members_of(cls: Any) -> Any:
    """A class's own dictionary."""
    return _dict_of_class(cls)


def _scalar(value: Any, cls: Any) -> Shape:
    if cls is str or cls is bytes:
        return ("=", cls.__name__, value) if len(value) <= TEXT else UNKNOWN
    if cls is int:
        return ("=", "int", value) if value.bit_length() <= 4096 else UNKNOWN
    return ("=", cls.__name__, repr(value))


def function_name(function: Any) -> str:
    """``module.qualified_name``; of a lambda or an inner function also its line."""
    module = plain_name(getattr(function, "__module__", ""))
    name = f"{module}.{function.__qualname__}"
    if "<" in name and type(function) is _FUNCTION:
        name += f":{function.__code__.co_firstlineno}"
    return name


def plain_name(module: Any) -> str:
    """A module's name, the main module's the same in every process."""
    return "__main__" if module == "__mp_main__" else module if type(module) is str else ""


def class_name(cls: Any) -> str:
    """``module.qualified_name``, whatever the metaclass thinks of it."""
    return f"{plain_name(_module(cls))}.{_qualname(cls)}"


def _class(cls: Any, budget: Budget, depth: int) -> Shape:
    name = class_name(cls)
    if not of_user(cls):
        return ("r", "class", name)
    parts = {
        f".{key}": shape_of(value, budget, depth - 1)
        for key, value in list(_dict_of_class(cls).items())
        if type(key) is str and key[:2] != "__" and (id(type(value)) in _SCALARS or id(type(value)) in _BUILTINS)
    }
    return ("k", name, parts)


def of_user(cls: Any) -> bool:
    """Whether a class was defined in a module of the user's."""
    name = _module(cls)
    module = sys.modules.get(name) if type(name) is str else None
    return type(module) is _MODULE and is_user_module(module)


def is_user_module(module: Any) -> bool:
    """Whether a module's file is the user's own."""
    file = _names(module).get("__file__")
    return type(file) is str and kind_of(file) == USER


def _object(value: Any, cls: Any, budget: Budget, depth: int) -> Shape:
    kind, module, name = class_name(cls), plain_name(_module(cls)), _qualname(cls)
    if module in _SHARED:
        return ("m", kind)
    if name in _AS_TEXT.get(module, ()):
        return ("=", kind, str(value))
    if depth <= 0:
        return UNKNOWN
    if id(cls) in _BUILTINS or name in _DICTS.get(module, ()):
        return _container(value, cls, kind, budget, depth)
    if kind == "numpy.ndarray":
        return _array(value)
    if not (of_user(cls) or name in _OPEN.get(module, ())):
        return ("o", kind)
    return _container(value, cls, kind, budget, depth)


def _array(value: Any) -> Shape:
    if value.dtype.hasobject or value.nbytes > TEXT:
        return UNKNOWN
    return ("=", "numpy.ndarray", (value.dtype.str, tuple(value.shape), value.tobytes()))


def _container(value: Any, cls: Any, kind: str, budget: Budget, depth: int) -> Shape:
    parts: dict[str, Shape] = {}
    whole, length = True, 0
    try:
        for step, part in _parts(value, cls):
            length += 1
            if length > ITEMS or step is None or budget.nodes <= 0:
                whole = False
                break
            kind_of_part = type(part)
            if id(kind_of_part) in _SCALARS:  # most are, and a call less is a third of the time
                budget.nodes -= 1
                parts[step] = _scalar(part, kind_of_part)
            else:
                parts[step] = shape_of(part, budget, depth - 1)
    except RuntimeError:  # another thread changed it meanwhile
        whole = False
    return ("c", kind, _length(value, cls, length), parts, whole)


def _length(value: Any, cls: Any, counted: int) -> int:
    for base in (dict, list, tuple, set, frozenset):
        if _derives(cls, base):
            return base.__len__(value)
    return counted


def _parts(value: Any, cls: Any) -> Iterator[tuple[str | None, Any]]:
    bases = _mro(cls)
    if _derives(cls, dict):
        for key, part in dict.items(value):
            text = key_text(key)
            yield (f"[{text}]" if text is not None else None), part
    elif _derives(cls, list) or _derives(cls, tuple):
        base: Any = list if _derives(cls, list) else tuple
        for index, part in enumerate(base.__iter__(value)):
            yield f"[{index}]", part
    elif _derives(cls, set) or _derives(cls, frozenset):
        for part in (set if _derives(cls, set) else frozenset).__iter__(value):
            text = key_text(part)
            yield (f"{{{text}}}" if text is not None else None), None
    for owner in bases:
        if owner is object or not of_user(owner):
            continue
        yield from _slots(value, owner)
    attributes = attributes_of(value, bases)
    if attributes is not None:
        for name, part in list(attributes.items()):
            yield f".{name}", part


def _slots(value: Any, owner: Any) -> Iterator[tuple[str, Any]]:
    for name, member in list(_dict_of_class(owner).items()):
        if type(member) is _MEMBER:
            try:
                yield f".{name}", member.__get__(value, owner)
            except AttributeError:
                continue


def attributes_of(value: Any, bases: Any) -> dict[str, Any] | None:
    """An instance's own dictionary, got by the C descriptor and no other way."""
    for owner in bases:
        found = _dict_of_class(owner).get("__dict__")
        if found is not None:
            return found.__get__(value, owner) if type(found) is _GETSET else None
    if _qualname(bases[0]) == "SimpleNamespace":
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
    if id(cls) in _SCALARS:
        return repr(key) if cls is not int or key.bit_length() <= 4096 else None
    return None


# ---------------------------------------------------------------- comparing


def differences(mine: Shape, theirs: Shape, path: str = "") -> list[str]:
    """The innermost paths at which two shapes differ for certain. What was not looked at differs nowhere."""
    if mine == UNKNOWN or theirs == UNKNOWN or (mine == theirs and mine[0] != "m"):
        return []
    if mine[0] != theirs[0] or mine[0] not in "ck" or mine[1] != theirs[1]:
        return [path]
    ours, other = (mine[3], theirs[3]) if mine[0] == "c" else (mine[2], theirs[2])
    found = [f for step in ours.keys() & other.keys() for f in differences(ours[step], other[step], path + step)]
    if mine[0] == "k":
        return sorted(found)
    if mine[4] and theirs[4]:
        found += [path + step for step in ours.keys() ^ other.keys()]
    elif mine[2] != theirs[2]:
        found.append(path)
    return sorted(found)


def is_whole(shape: Shape) -> bool:
    """Whether all of the value was looked at."""
    if shape[0] == "c":
        return bool(shape[4]) and all(is_whole(part) for part in shape[3].values())
    return shape != UNKNOWN


def at(shape: Shape | None, steps: list[str]) -> Shape | None:
    """The part of a shape that these steps lead to; None where there is none."""
    for step in steps:
        if shape is None or shape[0] not in "ck":
            return None
        shape = (shape[3] if shape[0] == "c" else shape[2]).get(step)
    return shape


_SECRET = ("PASS", "SECRET", "TOKEN", "KEY", "CREDENTIAL", "AUTH", "DSN")


def shown(shape: Shape | None, name: str) -> str:
    """A shape in a few words, for people; nothing of what by its name may be a secret."""
    if shape is None:
        return "missing"
    kind = shape[1] if len(shape) > 1 else ""
    if shape[0] == "c":
        counted = kind.rpartition(".")[2].lower() in ("dict", "list", "tuple", "set", "frozenset", "defaultdict")
        return f"{article(kind)} of length {shape[2]}" if counted else article(kind)
    if shape[0] == "r":
        return f"{kind} {shape[2]}"
    if shape[0] == "=" and type(shape[2]) in (str, bytes, int):
        if any(word in name.upper() for word in _SECRET):
            return f"{article(kind)} (not shown)"
        text = shape[2] if kind not in ("int", "str", "bytes") else repr(shape[2])
        return text if len(text) <= 60 else f"{text[:57]}..."
    return article(kind)


def article(kind: str) -> str:
    """A type's name with an article, as people write it."""
    short = kind.removeprefix("builtins.").removeprefix("__main__.")
    return f"{'an' if short[:1].lower() in 'aeiou' else 'a'} {short}"
