"""A pickle really loaded, in step with its symbols, going on after a failure with a stand-in."""

from __future__ import annotations

from .stream import OVERRIDDEN, Counted, table_of
from .symbols import Event, Made, Ref
from .trying import Trying

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any


class Replay(Trying):
    """Loads one pickle that `Reader` has read: what each opcode does, as far as that may fail."""

    def __init__(self, data: bytes, refs: dict[tuple[str, str], Ref], events: dict[int, Event], until: float) -> None:
        super().__init__(data, Counted(_TABLE, until), refs, events)

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


_TABLE = table_of(Replay, OVERRIDDEN)
