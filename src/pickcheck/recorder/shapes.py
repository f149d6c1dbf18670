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

from time import perf_counter

from .classes import (
    BUILTIN,
    BUILTINS,
    FUNCTION,
    MODULE,
    SCALARS,
    attributes_of,
    class_name,
    derives,
    function_name,
    is_class,
    key_text,
    members_of,
    module_of,
    mro,
    names_of,
    of_user,
    plain_name,
    qualname_of,
    slots_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

Shape = tuple["Any", ...]
UNKNOWN: Shape = ("?",)
NODES, SECONDS = 4_000, 0.02  # of one picture of a process
SHARE = 500  # nodes of one global
DEPTH = 5  # of nesting
ITEMS = 200  # of one container
TEXT = 4096  # characters of one text
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
    if id(cls) in SCALARS:
        return _scalar(value, cls)
    if cls is FUNCTION or cls is BUILTIN:
        return ("r", "function", function_name(value))
    if cls is MODULE:
        return ("r", "module", str(names_of(value).get("__name__")))
    if is_class(cls):
        return _class(value, budget, depth)
    return _object(value, cls, budget, depth)


def _scalar(value: Any, cls: Any) -> Shape:
    if cls is str or cls is bytes:
        return ("=", cls.__name__, value) if len(value) <= TEXT else UNKNOWN
    if cls is int:
        return ("=", "int", value) if value.bit_length() <= 4096 else UNKNOWN
    return ("=", cls.__name__, repr(value))


def _class(cls: Any, budget: Budget, depth: int) -> Shape:
    name = class_name(cls)
    if not of_user(cls):
        return ("r", "class", name)
    parts = {
        f".{key}": shape_of(value, budget, depth - 1)
        for key, value in list(members_of(cls).items())
        if type(key) is str and key[:2] != "__" and (id(type(value)) in SCALARS or id(type(value)) in BUILTINS)
    }
    return ("k", name, parts)


def _object(value: Any, cls: Any, budget: Budget, depth: int) -> Shape:
    kind, module, name = class_name(cls), plain_name(module_of(cls)), qualname_of(cls)
    if module in _SHARED:
        return ("m", kind)
    if name in _AS_TEXT.get(module, ()):
        return ("=", kind, str(value))
    if depth <= 0:
        return UNKNOWN
    if id(cls) in BUILTINS or name in _DICTS.get(module, ()):
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
            if id(kind_of_part) in SCALARS:  # most are, and a call less is a third of the time
                budget.nodes -= 1
                parts[step] = _scalar(part, kind_of_part)
            else:
                parts[step] = shape_of(part, budget, depth - 1)
    except RuntimeError:  # another thread changed it meanwhile
        whole = False
    return ("c", kind, _length(value, cls, length), parts, whole)


def _length(value: Any, cls: Any, counted: int) -> int:
    for base in (dict, list, tuple, set, frozenset):
        if derives(cls, base):
            return base.__len__(value)
    return counted


def _parts(value: Any, cls: Any) -> Iterator[tuple[str | None, Any]]:
    bases = mro(cls)
    if derives(cls, dict):
        for key, part in dict.items(value):
            text = key_text(key)
            yield (f"[{text}]" if text is not None else None), part
    elif derives(cls, list) or derives(cls, tuple):
        base: Any = list if derives(cls, list) else tuple
        for index, part in enumerate(base.__iter__(value)):
            yield f"[{index}]", part
    elif derives(cls, set) or derives(cls, frozenset):
        for part in (set if derives(cls, set) else frozenset).__iter__(value):
            text = key_text(part)
            yield (f"{{{text}}}" if text is not None else None), None
    for owner in bases:
        if owner is object or not of_user(owner):
            continue
        yield from slots_of(value, owner)
    attributes = attributes_of(value, bases)
    if attributes is not None:
        for name, part in list(attributes.items()):
            yield f".{name}", part
