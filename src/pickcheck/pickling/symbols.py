"""The symbols that a pickle is read as, and what is known of what they stand for.

Plain containers and atoms are themselves; a global is a `Ref`, what a call makes is a `Made`.
"""

from __future__ import annotations

from .names import shown, type_name

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

GLOBAL, CALL, NEW, STATE, ITEMS, HASH = "global", "call", "new", "state", "items", "hash"
_RECONSTRUCTORS = frozenset(("_reconstructor", "__newobj__", "__newobj_ex__"))


class Ref:
    """A global by its name; `value` is what was found there, `error` why nothing was."""

    __slots__ = ("error", "module", "qualname", "value")

    def __init__(self, module: str, qualname: str) -> None:
        self.module = module
        self.qualname = qualname
        self.value: object = None
        self.error: BaseException | None = None


class Made:
    """What `maker(*args, **kwargs)` (or `maker.__new__`) would make, and what is put into it afterwards.

    built: the number of the opcode that sets its state, 0 if none does. lost: it, or something it needs, was not made.
    """

    __slots__ = ("args", "built", "how", "items", "kwargs", "lost", "maker", "pairs", "states", "value")

    def __init__(self, how: str, maker: object, args: object = (), kwargs: object = None) -> None:
        self.how = how
        self.maker = maker
        self.args: Any = args
        self.kwargs: Any = kwargs
        self.states: list[object] = []
        self.items: list[object] = []
        self.pairs: list[tuple[object, object]] = []
        self.built = 0
        self.lost = False
        self.value: object = None  # the object itself, where it was really made


class Event:
    """Something that runs code when the pickle is loaded: of which kind, on what, and with which parts."""

    __slots__ = ("kind", "parts", "target")

    def __init__(self, kind: str, target: object, parts: list[object]) -> None:
        self.kind = kind
        self.target = target
        self.parts = parts


def class_of(made: Made) -> type | None:
    """The class of what would be made; None where it is not known."""
    if made.value is not None:
        return type(made.value)
    found = class_ref(made)
    value = found.value if found is not None else None
    return value if issubclass(type(value), type) else None  # type: ignore[return-value]


def class_ref(made: Made) -> Ref | None:
    """The global that names the class, or else the function, that makes it."""
    maker = made.maker
    if type(maker) is Ref and maker.module == "copyreg" and maker.qualname in _RECONSTRUCTORS and made.args:
        maker = made.args[0]
    return maker if type(maker) is Ref else None


def type_of(symbol: object) -> str:
    """The full name of the type of what a symbol stands for; "unknown" for a global that was not found."""
    if type(symbol) is Made:
        cls = class_of(symbol)
        ref = class_ref(symbol)
        if cls is not None:
            return type_name(cls)
        if ref is not None and ref.module == "builtins" and ref.qualname == "getattr":
            return "builtins.method"
        return "unknown" if ref is None or ref.error is None else f"{ref.module}.{ref.qualname}"
    if type(symbol) is Ref:
        return "unknown" if symbol.value is None else type_name(type(symbol.value))
    return type_name(type(symbol))


def show(symbol: object) -> str:
    """A short stand-in for the object's `repr`, as `names.shown` writes it."""
    if type(symbol) is Ref:
        return f"<{symbol.module}.{symbol.qualname}>" if symbol.value is None else shown(symbol.value)
    return f"<{type_of(symbol)} object>"
