"""A diagnosis is ok exactly when plain Python pickles the object and loads it again."""

from __future__ import annotations

import collections
import datetime
import functools
import gc
import pickle
import subprocess
import sys
import threading
import unittest
import warnings
from typing import Any

import pytest

from pickcheck import check

hypothesis = pytest.importorskip("hypothesis")
st = pytest.importorskip("hypothesis.strategies")


class Plain:
    """Attributes as given."""

    def __init__(self, parts: Any) -> None:
        self.parts = parts


class Slotted:
    __slots__ = ("one", "other")

    def __init__(self, parts: Any) -> None:
        self.one, self.other = parts[:1], parts[1:]


class Reduced:
    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    def __reduce__(self) -> Any:
        return Reduced, self.parts


class RefusesState(Plain):
    def __setstate__(self, state: Any) -> None:
        raise ValueError("no")


class NeedsMore(Reduced):
    """Pickles, and its constructor wants what was not sent."""

    def __init__(self, first: Any, *, other: Any) -> None:
        self.parts = (first,)

    def __reduce__(self) -> Any:
        return NeedsMore, self.parts


class WrongState(Plain):
    def __getstate__(self) -> Any:
        return 1

    __setstate__: Any = None


class Strict(dict):  # type: ignore[type-arg]
    """Items arrive before what it writes down of them."""

    def __init__(self, parts: Any) -> None:
        self.log: list[Any] = []
        for number, part in enumerate(parts):
            self[number] = part

    def __setitem__(self, key: Any, value: Any) -> None:
        self.log.append(key)
        super().__setitem__(key, value)


class BadInit(Exception):
    def __init__(self, first: Any, second: Any) -> None:
        super().__init__(first)


class Hashed:
    """Equal and hashed by an attribute, which a circle through a set does not have yet."""

    def __init__(self, parts: Any) -> None:
        self.key, self.parts = 1, parts

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return self is other


def circle(parts: Any) -> Any:
    made = Plain(parts)
    made.parts = [made, *parts]
    return made


def hash_circle(parts: Any) -> Any:
    made = Hashed(parts)
    made.parts = {made, *(part for part in parts if isinstance(part, int))}
    return made


ATOMS = [
    *(1, "text", None, b"x", 2.5, True, print, len, Plain, collections.OrderedDict, datetime.date(2026, 1, 1)),
    *(
        threading.Lock(),
        (number for number in ()),
        lambda: 1,
        sys,
        subprocess.CalledProcessError(returncode=1, cmd="x"),
    ),
]
MAKERS = [
    *(list, tuple, collections.deque, Plain, Slotted, RefusesState, WrongState, Strict, Hashed, circle, hash_circle),
    lambda parts: {number: part for number, part in enumerate(parts)},
    lambda parts: collections.OrderedDict((f"k{number}", part) for number, part in enumerate(parts)),
    lambda parts: collections.defaultdict(list, {1: parts}),
    lambda parts: functools.partial(print, *parts),
    lambda parts: Reduced(*parts),
    lambda parts: NeedsMore(parts, other=1),
    lambda parts: ValueError(*parts),
    lambda parts: BadInit(parts, 1),
    lambda parts: Plain(parts).__dict__.get,
    lambda parts: [*([0] * 80), parts],
]
graphs = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.builds(lambda make, parts: make(parts), st.sampled_from(MAKERS), st.lists(inner, max_size=3)),
    max_leaves=8,
)


def crosses(obj: object) -> bool:
    """What plain Python says."""
    try:
        pickle.loads(pickle.dumps(obj))
    except Exception:
        return False
    return True


@hypothesis.settings(max_examples=400, deadline=None)
@hypothesis.given(graphs)
def test_generated_graphs(obj: object) -> None:
    """Over graphs of parts that cross, that do not pickle, and that do not load."""
    assert check(obj, pickler="pickle").ok is crosses(obj)


# Gigabytes; and an object that changes itself at random, so that no two dumps of it agree.
LEFT_OUT = ("huge", "bigmem", "evil_class_mutating_dict")


def test_what_pickletester_makes() -> None:
    """Over every object that CPython's own tests of pickle hand to dumps."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tester = pytest.importorskip("test.pickletester", reason="this Python comes without its tests")
        seen: dict[bool, int] = {True: 0, False: 0}
        wrong: list[str] = []

        class Asked:
            """A pickler of the tests, which has every object checked."""

            def dumps(self, obj: Any, proto: Any = None, **words: Any) -> bytes:
                plain = crosses(obj)
                seen[plain] += 1
                diagnosis = check(obj, pickler="pickle")
                if diagnosis.ok is not plain:
                    wrong.append(f"{type(obj)!r}, plain Python: {plain}: {diagnosis}")
                return pickle.dumps(obj, proto, **words)

            def loads(self, data: bytes, **words: Any) -> Any:
                return pickle.loads(data, **words)

        class Tests(Asked, tester.AbstractPickleTests, unittest.TestCase):  # type: ignore[misc, name-defined]
            py_version = sys.version_info

        loader = unittest.defaultTestLoader
        names = [name for name in loader.getTestCaseNames(Tests) if not any(word in name for word in LEFT_OUT)]
        unittest.TestSuite(Tests(name) for name in names).run(unittest.TestResult())
        gc.collect()
    assert not wrong, "\n".join(dict.fromkeys(wrong))
    assert seen[True] > 500, seen
