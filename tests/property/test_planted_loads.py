"""Parts that pickle and do not load, planted at random places: every one is found, at its place, and nothing else."""

from __future__ import annotations

import collections
import functools
import pickle
import sys
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import pickcheck


class Plain:
    def __init__(self, **parts: Any) -> None:
        self.__dict__.update(parts)


class Slotted:
    __slots__ = ("left", "right")

    def __init__(self, left: Any, right: Any) -> None:
        self.left, self.right = left, right


class Items(list):  # type: ignore[type-arg]
    pass


Pair = collections.namedtuple("Pair", "first second")


class BadInit(Exception):
    def __init__(self, a: int, b: int) -> None:
        super().__init__("text")


class Refuses:
    def __init__(self) -> None:
        self.x = 1

    def __setstate__(self, state: object) -> None:
        raise ValueError


class NeedsNew:
    def __new__(cls, a: int) -> NeedsNew:
        return super().__new__(cls)


class Delegates:
    def __init__(self) -> None:
        self.inner: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


FAULTS = [lambda: BadInit(1, 2), Refuses, lambda: NeedsNew(1)]
if sys.platform != "win32":  # hypothesis raises the recursion limit, beyond what the small stack there can hold
    FAULTS.append(Delegates)
faulty = st.sampled_from(FAULTS).map(lambda make: make())
good = st.one_of(st.none(), st.integers(), st.text(max_size=3), st.floats(allow_nan=False), st.binary(max_size=3))
keys = st.text(alphabet="abc_ é", min_size=1, max_size=3)
names = st.sampled_from(["x", "y", "_z"])


def holders(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.lists(parts, max_size=3),
        st.lists(parts, max_size=3).map(tuple),
        st.dictionaries(keys, parts, max_size=3),
        st.dictionaries(names, parts, max_size=3).map(lambda found: Plain(**found)),
        st.tuples(parts, parts).map(lambda pair: Slotted(*pair)),
        st.tuples(parts, parts).map(lambda pair: Pair(*pair)),
        st.lists(parts, max_size=3).map(Items),
        st.lists(parts, max_size=3).map(collections.deque),
        parts.map(lambda part: functools.partial(print, part, key=part)),
        parts.map(lambda part: collections.defaultdict(list, k=part)),
        parts.map(lambda part: collections.OrderedDict(k=part)),
        parts.map(lambda part: ValueError("text", part)),
    )


graphs = st.recursive(st.one_of(good, faulty), holders, max_leaves=12)


def planted(obj: Any) -> dict[int, Any]:
    """The parts that were planted, by identity."""
    found: dict[int, Any] = {}
    stack, seen = [obj], set()
    while stack:
        part = stack.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if type(part) in (BadInit, Refuses, NeedsNew, Delegates):
            found[id(part)] = part
        elif isinstance(part, dict):
            stack += part.values()
        elif isinstance(part, (list, tuple, collections.deque)):
            stack += part
        elif isinstance(part, functools.partial):
            stack += [*part.args, *part.keywords.values()]
        elif isinstance(part, ValueError):
            stack += part.args
        elif isinstance(part, Plain):
            stack += vars(part).values()
        elif isinstance(part, Slotted):
            stack += [part.left, part.right]
    return found


@settings(max_examples=300, deadline=None)
@given(graphs)
def test_every_planted_part_is_found_at_its_place(obj: Any) -> None:
    """The paths lead to the planted parts themselves, to all of them; and a graph without one is ok."""
    try:
        pickle.loads(pickle.dumps(obj))
        loads = True
    except Exception:
        loads = False
    diagnosis = pickcheck.check(obj)
    assert diagnosis.ok == loads
    paths = [path for leaf in diagnosis.leaves for path in (leaf.path, *leaf.also_at)]
    found = {id(eval(path, {"obj": obj})) for path in paths}
    assert found == set(planted(obj)), str(diagnosis)
