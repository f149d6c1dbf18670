"""The symbols of a pickle as a graph: the expression that leads from its root to each of them.

The paths are those of the dump side (`steps.py`): as far as the parts of a reduce value are known to be what an
attribute or an item shows, they are written so, else as a part of the reduce value.
"""

from __future__ import annotations

import pickle
from collections import deque
from keyword import iskeyword
from types import FunctionType

from .names import find_in_type, mro, shown, type_name
from .steps import key_step
from .stream import NEW, Made, Ref
from .ways import LONGEST, is_transparent

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    Child = tuple[str, object]

ALSO_AT = 20
_CONTAINERS = (list, tuple, dict, set, frozenset)
_RECONSTRUCTORS = frozenset(("_reconstructor", "__newobj__", "__newobj_ex__"))


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


class Map:
    """Every symbol that the root holds, with the shortest way to it and the other ways' last steps."""

    def __init__(self, root: object, name: str) -> None:
        self.name = name
        self.root = root
        self.up: dict[int, tuple[object, str]] = {}
        self.others: dict[int, list[tuple[object, str]]] = {}
        self._kept: list[object] = [root]
        seen = {id(root)}
        queue = deque([root])
        while queue:
            parent = queue.popleft()
            for step, child in children(parent):
                if type(child) is not Made and type(child) is not Ref and type(child) not in _CONTAINERS:
                    continue
                if id(child) not in seen:
                    seen.add(id(child))
                    self._kept.append(child)
                    self.up[id(child)] = parent, step
                    queue.append(child)
                else:
                    self.others.setdefault(id(child), []).append((parent, step))

    def __iter__(self) -> Iterator[object]:
        return iter(self._kept)

    def __contains__(self, symbol: object) -> bool:
        return symbol is self.root or id(symbol) in self.up

    def way(self, symbol: object) -> list[Child]:
        """The steps from the root, each with what it leads to."""
        way: list[Child] = []
        while symbol is not self.root:
            parent, step = self.up[id(symbol)]
            way.append((step, symbol))
            symbol = parent
        way.append((self.name, symbol))
        way.reverse()
        return way if len(way) <= LONGEST else [*way[:LONGEST], (" ...", way[-1][1])]

    def path(self, symbol: object) -> str:
        """The shortest way as one expression."""
        return "".join(step for step, _ in self.way(symbol))

    def also_at(self, symbol: object) -> list[str]:
        """Other expressions for the same object."""
        own = self.path(symbol)
        paths = (self.path(parent) + step for parent, step in self.others.get(id(symbol), [])[: 2 * ALSO_AT])
        return [path for path in dict.fromkeys(paths) if path != own and not _leads_on(own, path)][:ALSO_AT]

    def within(self, way: list[Child]) -> dict[str, str] | None:
        """The outermost object of the standard library that holds the last of the way."""
        path = ""
        for position, (step, symbol) in enumerate(way[:-1]):
            path += step
            cls = class_of(symbol) if type(symbol) is Made else None
            if cls is None or is_transparent(cls, started=position == 0):
                continue
            return {"path": path, "type": type_name(cls)}
        return None


def _leads_on(path: str, longer: str) -> bool:
    """Whether the longer one goes through the object of the first: round a circle."""
    return longer.startswith(path) and longer[len(path)] in ".[{"


def children(symbol: object) -> Iterable[Child]:
    """The parts of a symbol, each with its step."""
    kind = type(symbol)
    if kind is Made:
        return _made(symbol)  # type: ignore[arg-type]
    return _contents(symbol) if kind in _CONTAINERS else ()


def _contents(symbol: Any) -> Iterator[Child]:
    if type(symbol) is dict:
        for key, value in symbol.items():
            yield f".key({show(key)})", key
            yield _key(key), value
    elif type(symbol) in (set, frozenset):
        for member in symbol:
            yield f"{{{show(member)}}}", member
    else:
        for index, item in enumerate(symbol):
            yield f"[{index}]", item


def _key(key: object) -> str:
    return key_step(key) if type(key) not in (Made, Ref) else f".value({show(key)})"


def _made(made: Made) -> Iterator[Child]:
    cls = class_of(made)
    yield from _arguments(made, cls)
    for state in made.states:
        yield from _state(made, cls, state)
    sets = cls is not None and any(base in (set, frozenset) for base in mro(cls))
    for index, item in enumerate(made.items):
        yield (f"{{{show(item)}}}" if sets else f"[{index}]"), item
    for key, value in made.pairs:
        yield f".key({show(key)})", key
        yield _key(key), value


def _arguments(made: Made, cls: type | None) -> Iterator[Child]:
    args = made.args if type(made.args) is tuple else ()
    name = made.maker.qualname if type(made.maker) is Ref else ""
    steps = _KNOWN.get((made.maker.module, name)) if type(made.maker) is Ref else None
    bases = mro(cls) if cls is not None else ()
    offset = 1 if made.how == NEW else 0
    inner = f".__reduce_ex__({pickle.DEFAULT_PROTOCOL})[1]"
    if name == "_rebuild_partial" and len(args) == 3:  # multiprocessing.reduction
        yield from _partial_state((*args, None))
    elif steps is not None:
        yield from zip(steps, args, strict=False)
        yield from ((f"{inner}[{number}]", arg) for number, arg in list(enumerate(args))[len(steps) :])
    elif BaseException in bases:
        yield from ((f".args[{number}]", arg) for number, arg in enumerate(args))
    elif tuple in bases and made.how == NEW:
        fields: Any = find_in_type(cls, "_fields") if cls is not None else None
        named = type(fields) is tuple and len(fields) == len(args)
        items: Any = args if named else args[0] if len(args) == 1 and type(args[0]) in (tuple, list) else args
        yield from ((f".{fields[n]}" if named else f"[{n}]", item) for n, item in enumerate(items))
    elif (set in bases or frozenset in bases) and len(args) == 1 and type(args[0]) in (list, tuple):
        yield from ((f"{{{show(item)}}}", item) for item in args[0])
    elif made.kwargs:
        yield from ((f"{inner}[1][{number}]", arg) for number, arg in enumerate(args))
        yield from ((f"{inner}[2][{key!r}]", arg) for key, arg in made.kwargs.items())
    else:
        yield from ((f"{inner}[{number + offset}]", arg) for number, arg in enumerate(args))


_KNOWN: dict[tuple[str, str], tuple[str, ...]] = {
    ("builtins", "getattr"): (".__self__",),
    ("functools", "partial"): (".func",),
    ("collections", "defaultdict"): (".default_factory",),
    ("concurrent.futures.process", "_rebuild_exc"): (".exc", ".tb"),
    ("multiprocessing.pool", "rebuild_exc"): (".exc", ".tb"),
}


def _state(made: Made, cls: type | None, state: Any) -> Iterator[Child]:
    name = (made.maker.module, made.maker.qualname) if type(made.maker) is Ref else ("", "")
    known = _STATES.get(name)
    if known is not None and type(state) is tuple and len(state) == known[0]:
        yield from known[1](state)
        return
    if cls is None or _is_plain(find_in_type(cls, "__setstate__")):
        parts = state if type(state) is tuple and len(state) == 2 and _dicts(state) else (state,)
        if _dicts(parts):
            for part in parts:
                yield from ((_attribute(key), value) for key, value in (part or {}).items())
            return
    text = f".__reduce_ex__({pickle.DEFAULT_PROTOCOL})[2]"
    if type(state) in _CONTAINERS:
        yield from ((text + step, part) for step, part in _contents(state))
    else:
        yield text, state


def _dicts(parts: Any) -> bool:
    return all(part is None or type(part) is dict for part in parts)


def _is_plain(setstate: Any) -> bool:
    """Whether the state's keys are attributes afterwards: there is no such method, or it fills the `__dict__`."""
    return type(setstate) is not FunctionType or "__dict__" in setstate.__code__.co_names


def _attribute(key: object) -> str:
    if type(key) is str:
        return f".{key}" if key.isidentifier() and not iskeyword(key) else f".__dict__[{key!r}]"
    return f".__dict__{_key(key)}"


def _partial_state(state: Any) -> Iterator[Child]:
    function, args, keywords, attributes = state
    yield ".func", function
    yield from ((f".args[{number}]", arg) for number, arg in enumerate(args))
    yield from ((f".keywords{_key(key)}", value) for key, value in (keywords or {}).items())
    yield from ((_attribute(key), value) for key, value in (attributes or {}).items())


def _array_state(state: Any) -> Iterator[Child]:
    if type(state[4]) is list and type(state[1]) is tuple and len(state[1]) == 1:
        yield from ((f"[{number}]", item) for number, item in enumerate(state[4]))
    elif type(state[4]) is list:
        yield from ((f".flat[{number}]", item) for number, item in enumerate(state[4]))


_STATES: dict[tuple[str, str], tuple[int, Callable[[Any], Iterator[Child]]]] = {
    ("functools", "partial"): (4, _partial_state),
    ("numpy._core.multiarray", "_reconstruct"): (5, _array_state),
    ("numpy.core.multiarray", "_reconstruct"): (5, _array_state),
}

__all__ = ["Map", "class_of", "class_ref", "show", "type_of"]
