"""What may fail while a pickle is loaded is tried, goes on with a stand-in, and is noted.

What needs a part that failed is not tried: its failure would say nothing. Handles that can be received only once
(descriptors, connections, shared memory of multiprocessing) are not received again either.
"""

from __future__ import annotations

from io import BytesIO
from types import FunctionType

from .names import module_of
from .stream import Counted, GaveUpError, Unpickler
from .symbols import Event, Made, Ref

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


class Trying(Unpickler):  # type: ignore[misc]
    """Unpickles in step with the `events` that `Reader` has seen, by opcode number; what may fail is tried.

    `faults` in the order they happen, `skipped` how much was not tried. dispatch: the opcodes' table.
    """

    def __init__(
        self, data: bytes, dispatch: Counted, refs: dict[tuple[str, str], Ref], events: dict[int, Event]
    ) -> None:
        super().__init__(BytesIO(data))
        self.dispatch = self.count = dispatch
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

    def _may(self, more: list[object] | None = None) -> bool:
        """Whether what is about to be filled was made, and what it is filled with; `more`: other parts that it needs."""
        event = self.events[self.count.number]
        if type(event.target) is Made and event.target.lost:
            return False
        if self._is_lost([*(more or ()), *event.parts]):
            self.skipped += 1
            return False
        return True


def _only_once(maker: Any) -> bool:
    if issubclass(type(maker), type):
        return module_of(maker) in _ONCE
    return type(maker) is FunctionType and maker.__module__ in _ONCE and maker.__name__ != "_rebuild_partial"
