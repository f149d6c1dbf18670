"""A pickle read without running it: what it would make, as symbols, and at which opcode each thing would happen.

Nothing is imported or called. Leans on `pickle._Unpickler` (Lib/pickle.py, 3.10 to 3.14): its stack, its memo, its table `dispatch`.
"""

from __future__ import annotations

import pickle
from io import BytesIO
from time import monotonic

from .symbols import CALL, HASH, ITEMS, NEW, STATE, Event, Made, Ref

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

Unpickler: Any = pickle._Unpickler


class GaveUpError(Exception):
    """It would take too long, or too much fails: there is no point in going on."""


class Counted:
    """A table of opcodes that counts what is taken from it; `number` is that of the opcode at work.

    It raises GaveUpError after the time `until` (of `time.monotonic`).
    """

    def __init__(self, table: dict[int, Any], until: float) -> None:
        self._table = table
        self._until = until
        self.number = 0

    def __getitem__(self, opcode: int) -> Any:
        self.number += 1
        if not self.number & 0xFFF and monotonic() > self._until:
            raise GaveUpError
        return self._table[opcode]


def table_of(cls: Any, names: tuple[str, ...]) -> dict[int, Any]:
    """`Unpickler.dispatch` with the methods of these names taken from a subclass."""
    table = dict(Unpickler.dispatch)
    for opcode, function in list(table.items()):
        if function.__name__ in names:
            table[opcode] = getattr(cls, function.__name__)
    return table


OVERRIDDEN = tuple(
    f"load_{name}"
    for name in (
        *("reduce", "newobj", "newobj_ex", "inst", "obj", "build", "append", "appends", "setitem", "setitems"),
        *("additems", "frozenset", "dict", "pop", "readonly_buffer"),
    )
)


class Reader(Unpickler):  # type: ignore[misc]
    """Reads one pickle; `root`, `refs` by name in the order they are first needed, and `events` by opcode number."""

    def __init__(self, data: bytes, until: float) -> None:
        super().__init__(BytesIO(data))
        self.dispatch = self.count = Counted(_TABLE, until)
        self.refs: dict[tuple[str, str], Ref] = {}
        self.events: dict[int, Event] = {}

    def find_class(self, module: str, name: str) -> Ref:
        """A symbol for the global; nothing is imported."""
        return self.refs.setdefault((module, name), Ref(module, name))

    def persistent_load(self, pid: object) -> Made:
        """A symbol for what the id stands for."""
        return Made("persistent id", None, (pid,))

    def get_extension(self, code: int) -> None:
        """A global by its number in `copyreg`'s registry."""
        key = pickle._inverted_registry.get(code)  # type: ignore[attr-defined]
        if key is None:
            raise ValueError(f"unregistered extension code {code}")
        self.append(self.find_class(*key))

    def _make(self, how: str, maker: object, args: object, kwargs: object = None) -> None:
        made = Made(how, maker, args, kwargs)
        self.append(made)
        self._event(CALL if how == CALL else NEW, made, [maker, args, kwargs])

    def _event(self, kind: str, target: object, parts: list[object]) -> None:
        self.events[self.count.number] = Event(kind, target, parts)

    def load_reduce(self) -> None:
        """`function(*args)`."""
        args, function = self.stack.pop(), self.stack.pop()
        self._make(CALL, function, args)

    def load_newobj(self) -> None:
        """`cls.__new__(cls, *args)`."""
        args, cls = self.stack.pop(), self.stack.pop()
        self._make(NEW, cls, args)

    def load_newobj_ex(self) -> None:
        """`cls.__new__(cls, *args, **kwargs)`."""
        kwargs, args, cls = self.stack.pop(), self.stack.pop(), self.stack.pop()
        self._make(NEW, cls, args, kwargs)

    def load_inst(self) -> None:
        """The same in protocol 0."""
        module, name = (self.readline()[:-1].decode("ascii") for _ in range(2))
        self._make(CALL, self.find_class(module, name), tuple(self.pop_mark()))

    def load_obj(self) -> None:
        """The same in protocol 1."""
        cls, *args = self.pop_mark()
        self._make(CALL, cls, tuple(args))

    def load_build(self) -> None:
        """`__setstate__`, or the instance dictionary and slots."""
        state, target = self.stack.pop(), self.stack[-1]
        self._state(target, state)
        self._event(STATE, target, [state])

    def _state(self, target: object, state: object) -> None:
        if type(target) is Made:
            target.states.append(state)
            target.built = self.count.number

    def load_pop(self) -> None:
        """What a state setter (the sixth part of a reduce value) gave is thrown away."""
        top = self.stack[-1] if self.stack else None
        if type(top) is Made and type(top.args) is tuple and len(top.args) == 2:
            self._state(*top.args)
        super().load_pop()

    def load_append(self) -> None:
        """One item of a list."""
        item = self.stack.pop()
        self._append([item])

    def load_appends(self) -> None:
        """Items of a list."""
        items = self.pop_mark()
        self._append(items)

    def _append(self, items: list[object]) -> None:
        target = self.stack[-1]
        if type(target) is not Made:
            target.extend(items)
            return
        target.items.extend(items)
        self._event(ITEMS, target, items)

    def load_setitem(self) -> None:
        """One key and value."""
        value, key = self.stack.pop(), self.stack.pop()
        self._set([key, value])

    def load_setitems(self) -> None:
        """Keys and values, one after the other."""
        self._set(self.pop_mark())

    def _set(self, flat: list[object]) -> None:
        target = self.stack[-1]
        if type(target) is Made:
            target.pairs.extend(zip(flat[::2], flat[1::2], strict=False))
            self._event(ITEMS, target, flat)
        else:
            target.update(zip(flat[::2], flat[1::2], strict=False))
            self._event(HASH, target, flat[::2])

    def load_dict(self) -> None:
        """A dictionary with what it has, in protocol 0."""
        flat = self.pop_mark()
        self.append({})
        self._set(flat)

    def load_additems(self) -> None:
        """Members of a set."""
        items, target = self.pop_mark(), self.stack[-1]
        if type(target) is Made:
            target.items.extend(items)
        else:
            target.update(items)
        self._event(ITEMS if type(target) is Made else HASH, target, items)

    def load_frozenset(self) -> None:
        """A frozen set."""
        items = self.pop_mark()
        self.append(frozenset(items))
        self._event(HASH, self.stack[-1], items)

    def load_readonly_buffer(self) -> None:
        """An out-of-band buffer stays what it is."""


_TABLE = table_of(Reader, OVERRIDDEN)
