"""A pickle really loaded, in step with its symbols, going on after a failure with a stand-in.

What needs a part that failed is not tried: its failure would say nothing. Handles that can be received only once
(descriptors, connections, shared memory of multiprocessing) are not received again either.
"""

from __future__ import annotations

from io import BytesIO
from types import FunctionType

from .names import module_of
from .stream import OVERRIDDEN, Counted, Event, GaveUpError, Made, Ref, Unpickler, table_of

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MOST = 100  # failures after which the rest is left alone
LOOK = 2_000_000  # symbols looked at, in all, to tell what needs a failed part
# Whose functions receive something that is there only once, or open a connection.
_ONCE = frozenset(
    f"multiprocessing.{name}"
    for name in ("connection", "heap", "managers", "reduction", "resource_sharer", "sharedctypes")
)


class Missing:
    """Stands in for what was not made."""


class Fault:
    """One failure: of what kind, in which object (a symbol), of which part of it, with which error."""

    __slots__ = ("error", "kind", "number", "part", "target")

    def __init__(self, kind: str, target: object, error: BaseException, number: int, part: object = None) -> None:
        self.kind = kind
        self.target = target
        self.error = error
        self.number = number
        self.part = part


class Replay(Unpickler):  # type: ignore[misc]
    """Loads one pickle that `Reader` has read; `faults` in the order they happen, `skipped` how much was not tried."""

    def __init__(self, data: bytes, refs: dict[tuple[str, str], Ref], events: dict[int, Event], until: float) -> None:
        super().__init__(BytesIO(data))
        self.dispatch = self.count = Counted(_TABLE, until)
        self.refs = refs
        self.events = events
        self.faults: list[Fault] = []
        self.skipped = 0
        self._look = LOOK

    def find_class(self, module: str, name: str) -> Any:
        """The global that was resolved before."""
        ref = self.refs[module, name]
        return Missing() if ref.error is not None else ref.value

    def get_extension(self, code: int) -> None:
        """A global by its number."""
        from pickle import _inverted_registry  # type: ignore[attr-defined]

        self.append(self.find_class(*_inverted_registry[code]))

    def persistent_load(self, pid: object) -> Any:
        """Nothing to load it with."""
        return Missing()

    # ------------------------------------------------------------ what may fail

    def _try(self, make: Callable[[], Any], part: object = None) -> Any:
        """What `make()` returns; a failure is noted and gives a stand-in."""
        event = self.events[self.count.number]
        try:
            return make()
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            self.faults.append(Fault(event.kind, event.target, error, self.count.number, part))
            self._lose(event.target)
            if len(self.faults) >= MOST:
                raise GaveUpError from None
            return Missing()

    def _lose(self, target: object) -> None:
        if type(target) is Made:
            target.lost = True

    def _make(self, make: Callable[[], Any], maker: object) -> None:
        event = self.events[self.count.number]
        made: Any = event.target
        if self._is_lost(event.parts) or _only_once(maker):
            self.skipped += 1
            self._lose(made)
            self.append(Missing())
            return
        value = self._try(make)
        made.value = None if type(value) is Missing else value
        self.append(value)

    def _is_lost(self, parts: list[object]) -> bool:
        """Whether one of the parts, or of theirs, was not made. Symbols are looked at, never objects."""
        if not self.faults and not self.skipped:
            return False
        stack: list[Any] = list(parts)
        seen: set[int] = set()
        while stack:
            part = stack.pop()
            kind = type(part)
            if kind not in (Made, list, tuple, dict, set, frozenset) or id(part) in seen:
                continue
            seen.add(id(part))
            self._look -= 1
            if self._look < 0:
                raise GaveUpError
            if kind is Made:
                if part.lost:
                    return True
                stack += [part.args, part.kwargs, part.states, part.items, part.pairs]
            elif kind is dict:
                stack += [*part.keys(), *part.values()]
            else:
                stack += part
        return False

    def load_reduce(self) -> None:
        """`function(*args)`."""
        args, function = self.stack.pop(), self.stack.pop()
        self._make(lambda: function(*args), function)

    def load_newobj(self) -> None:
        """`cls.__new__(cls, *args)`."""
        args, cls = self.stack.pop(), self.stack.pop()
        self._make(lambda: cls.__new__(cls, *args), cls)

    def load_newobj_ex(self) -> None:
        """`cls.__new__(cls, *args, **kwargs)`."""
        kwargs, args, cls = self.stack.pop(), self.stack.pop(), self.stack.pop()
        self._make(lambda: cls.__new__(cls, *args, **kwargs), cls)

    def _instantiate(self, klass: Any, args: Any) -> None:
        new = not args and isinstance(klass, type) and not hasattr(klass, "__getinitargs__")
        self._make(lambda: klass.__new__(klass) if new else klass(*args), klass)

    def load_inst(self) -> None:
        """The same in protocol 0."""
        super().load_inst()

    def load_obj(self) -> None:
        """The same in protocol 1."""
        super().load_obj()

    def load_build(self) -> None:
        """`__setstate__`, or the instance dictionary and slots."""
        event = self.events[self.count.number]
        if not self._may([event.target.args] if type(event.target) is Made else []):
            self._lose(event.target)
            del self.stack[-1]
            return
        self._try(super().load_build)

    def load_append(self) -> None:
        """One item of a list."""
        item = self.stack.pop()
        self._append([item])

    def load_appends(self) -> None:
        """Items of a list."""
        self._append(self.pop_mark())

    def _append(self, items: list[Any]) -> None:
        target = self.stack[-1]
        if type(target) is list:
            target.extend(items)
        elif self._may():
            self._try(lambda: extend(target, items))

    def _may(self, more: list[object] | None = None) -> bool:
        """Whether what is about to be filled was made, and what it is filled with; `more`: other parts that it needs."""
        event = self.events[self.count.number]
        if type(event.target) is Made and event.target.lost:
            return False
        if self._is_lost([*(more or ()), *event.parts]):
            self.skipped += 1
            return False
        return True

    def load_setitem(self) -> None:
        """One key and value."""
        value, key = self.stack.pop(), self.stack.pop()
        self._set([key, value])

    def load_setitems(self) -> None:
        """Keys and values."""
        self._set(self.pop_mark())

    def _set(self, flat: list[Any]) -> None:
        target: Any = self.stack[-1]
        parts = self.events[self.count.number].parts
        if type(target) is not dict and not self._may():
            return
        step = 1 if type(target) is dict else 2
        for index in range(0, len(flat), 2):
            self._try(lambda i=index: setitem(target, flat[i], flat[i + 1]), parts[index // 2 * step])  # type: ignore[misc]

    def load_dict(self) -> None:
        """A dictionary in protocol 0."""
        flat = self.pop_mark()
        self.append({})
        self._set(flat)

    def load_additems(self) -> None:
        """Members of a set."""
        items = self.pop_mark()
        target: Any = self.stack[-1]
        if issubclass(type(target), set) or self._may():
            for index, item in enumerate(items):
                self._try(lambda i=item: target.add(i), self.events[self.count.number].parts[index])  # type: ignore[misc]

    def load_frozenset(self) -> None:
        """A frozen set."""
        items, parts = self.pop_mark(), self.events[self.count.number].parts
        good = [item for item, part in zip(items, parts, strict=True)
                if type(self._try(lambda i=item: (hash(i), i), part)) is tuple]  # type: ignore[misc]  # fmt: skip
        self.append(frozenset(good))

    def load_pop(self) -> None:
        """As it is."""
        super().load_pop()

    def load_readonly_buffer(self) -> None:
        """As it is."""


def extend(target: Any, items: list[Any]) -> None:
    """As `_Unpickler.load_appends`: with `append` where there is no `extend`."""
    method = getattr(target, "extend", None)
    if method is not None:
        method(items)
        return
    for item in items:
        target.append(item)


def setitem(target: Any, key: object, value: object) -> None:
    """`target[key] = value` as an expression."""
    target[key] = value


def _only_once(maker: Any) -> bool:
    if issubclass(type(maker), type):
        return module_of(maker) in _ONCE
    return type(maker) is FunctionType and maker.__module__ in _ONCE and maker.__name__ != "_rebuild_partial"


_TABLE = table_of(Replay, OVERRIDDEN)
