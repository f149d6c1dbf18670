"""The parts of a symbol, each with the step that leads to it, written as those of the dump side (`steps.py`).

As far as the parts of a reduce value are known to be what an attribute or an item shows, they are written so, else as a
part of the reduce value.
"""

from __future__ import annotations

import pickle
from keyword import iskeyword
from types import FunctionType

from .keys import key_step
from .names import find_in_type, mro
from .symbols import NEW, Made, Ref, class_of, show

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    Child = tuple[str, object]

CONTAINERS = (list, tuple, dict, set, frozenset)


def children(symbol: object) -> Iterable[Child]:
    """The parts of a symbol, each with its step."""
    kind = type(symbol)
    if kind is Made:
        return _made(symbol)  # type: ignore[arg-type]
    return _contents(symbol) if kind in CONTAINERS else ()


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
    if type(state) in CONTAINERS:
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
