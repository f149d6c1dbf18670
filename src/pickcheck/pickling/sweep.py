"""The pass of the C pickler over what is too large to walk in Python: which pieces hold a leaf, and which do not.

A subclass of the given pickler tries every reduction in `reducer_override`, notes an object whose reduction fails and
puts a harmless reduce value in its place, so that the pickler goes on. Its memo starts out with everything that was
reached already, so that a back reference does not drag the whole graph into one piece. The piece itself is in the
memo too, so it goes in disguise: as a `Feed`.
"""

from __future__ import annotations

from .names import SINK
from .reduction import BY_NAME, CLASS_FAILS, CONTAINERS, FAILS, PARTS, is_newobj

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

    from .graph import Graph
    from .reduction import Rules

ABORTS = 20  # after so many aborted dumps of one piece the rest of it is left alone
TRUST = 20  # after so many good reductions the next ones are not tried beforehand
_DICT = id(dict)
# From here on a number in the memo cannot be written (CPython 3.10-3.14, Modules/_pickle.c, memo_get): the dump ends.
_NO_NUMBER = 1 << 32


class UnsureError(Exception):
    """The sweep of a piece ended, and it cannot be told whether the real dump would."""


class Feed:
    """A piece in disguise: what the C pickler is to save instead of it.

    A plain container becomes a list whose items the C pickler pulls from an iterator which knows how far it is.
    `batch_list` (CPython 3.10-3.14, Modules/_pickle.c) pulls two items at the start of each batch of 1000 before it
    saves the first of them, else one: a failing item is the last one pulled or, there only, the one before.
    """

    __slots__ = ("items", "size", "start", "value")

    def __init__(self, value: tuple[Any, ...], items: Any = None, size: int = 0) -> None:
        self.value = value
        self.items = items
        self.size = size
        self.start = 0

    def position(self) -> list[int]:
        """The indices at one of which the pickler is now."""
        if self.items is None:
            return []
        last = self.pulled() - 1
        if last < self.start:
            return []
        return [last - 1, last] if (last - self.start) % 1000 == 1 else [last]

    def pulled(self) -> int:
        """How many items the pickler has taken."""
        hint: int = self.items.__length_hint__()
        return self.size - hint


class Sweep:
    """What one sweep of a piece gave: `objects` that failed (by id), and `indices` of a container's items to look at.

    `aborted` is the last exception that ended a dump, or None; `complete` is False if that was given up on.
    """

    __slots__ = ("aborted", "complete", "indices", "objects")

    def __init__(self) -> None:
        self.objects: dict[int, object] = {}
        self.indices: set[int] = set()
        self.aborted: BaseException | None = None
        self.complete = True

    def __bool__(self) -> bool:
        return bool(self.objects) or self.aborted is not None


class Sweeper:
    """One C pickler that goes through pieces one after the other and keeps its memo between them.

    levels: how deep the pieces lie at most, in the pickler's recursion; 0 where that is not known. Where it is,
    ``exact`` tells afterwards whether the real dump goes through each piece as the sweep did: no piece leads back to
    what was reached, which the real dump might come to from there, and each is swept as deep down as it may lie.
    """

    def __init__(self, rules: Rules, graph: Graph, levels: int = 0) -> None:
        self.rules = rules
        self.graph = graph
        self.levels = levels
        self.exact = levels > 0
        self._plain: set[int] = set()
        self._known: dict[int, type] = {}  # classes that were asked; kept, so that an id in _plain stays that class's
        self._went_well: dict[int, int] = {}
        self._trusted: set[int] = set()
        self._trusting = True
        self._class = type("Sweeper", (rules.pickler,), {})
        self._override = self._make_override()
        self._renew()

    def sweep(self, piece: Any) -> Sweep:
        """Go through one piece that the graph has reached and not expanded."""
        self._found = Sweep()
        for feed in self._feeds(piece):
            self._feed = feed
            for _ in range(ABORTS):
                if self._dump_feed(feed) or feed.items is None:
                    break
            else:
                self._found.complete = False
        return self._found

    def end(self) -> None:
        """Let go of the pickler: its memo knows every object that was swept, and it would stay until a collection."""
        del self._dump, self._override

    def _dump_feed(self, feed: Feed) -> bool:
        """Dump the feed from where it is; False if that was aborted (a graph too deep, a container that changed...)."""
        try:
            self._dump(self._deep(feed) if self.exact else feed)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            # So deep down it may have been only the depth: what was hit is looked at again.
            self._found.aborted = UnsureError() if self.exact and isinstance(error, RecursionError) else error
            self.exact = False
            self._found.indices.update(feed.position())
            self._plain -= self._trusted
            self._trusting = False
            self._renew()  # the memo now names containers whose items were never saved
            if feed.items is not None:
                feed.start = feed.pulled()
            return False
        return True

    def _deep(self, feed: Feed) -> Any:
        value: Any = feed
        for _ in range(self.levels):
            value = [value]
        return value

    def _feeds(self, piece: Any) -> list[Feed]:
        if id(type(piece)) not in CONTAINERS:
            self._feed = None
            value = self._examine(piece)
            return [Feed(_placeholder(type(piece), value))] if issubclass(type(value), tuple) else []
        iterators = [iter(piece)]
        if id(type(piece)) == _DICT:
            iterators.append(iter(piece.values()))
            if all(type(key) is str or type(key) is int for key in piece):
                del iterators[0]
        return [Feed((list, (), None, items), items, len(piece)) for items in iterators]

    def _renew(self) -> None:
        pickler: Any = self._class(SINK, self.rules.protocol)
        pickler.dispatch_table = self.rules.flat_table()
        pickler.reducer_override = self._override
        pickler.memo = self.graph.memo(_NO_NUMBER if self.exact else None)
        self._dump = pickler.dump

    def _make_override(self) -> Any:
        plain = self._plain
        examine = self._examine

        def reducer_override(obj: object) -> Any:
            if id(type(obj)) in plain:
                return NotImplemented
            return examine(obj)

        return reducer_override

    def _examine(self, obj: object) -> Any:
        cls = type(obj)
        if cls is Feed:
            return obj.value  # type: ignore[attr-defined]
        verdict, value, _error = self.rules.reduce(obj)
        if verdict is BY_NAME:
            return NotImplemented if value is None else value
        if verdict is FAILS or verdict is CLASS_FAILS:
            self._found.objects[id(obj)] = obj
            self._found.indices.update(self._feed.position() if self._feed is not None else ())
            return _placeholder(cls, value)
        if verdict is PARTS:
            self._learn(cls)
        return value

    def _learn(self, cls: type) -> None:
        """Leave a class to the C pickler alone, if its reduction cannot fail or has not failed for long.

        The latter saves most of the time of a sweep. Where it was wrong, the dump is aborted, and trust is over.
        """
        key = id(cls)
        if key not in self._known:
            self._known[key] = cls
            if self.rules.is_plain(cls):
                self._plain.add(key)
            return
        self._went_well[key] = self._went_well.get(key, 0) + 1
        if self._went_well[key] >= TRUST and self._trusting and self.rules.may_be_trusted(cls):
            self._trusted.add(key)
            self._plain.add(key)

    _feed: Feed | None = None
    _found = Sweep()


def _placeholder(cls: type, value: tuple[Any, ...] | None) -> tuple[Any, ...]:
    """A reduce value that goes for any object: the given one's contents, without its class and `__newobj__`."""
    if value is None:
        return list, ()
    parts = [part for part in value[1] if part is not cls]
    if value[0] is not cls and not is_newobj(value[0]):
        parts.insert(0, value[0])
    return (list, (parts,), *value[2:])
