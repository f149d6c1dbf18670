"""Shapes of values: equal for equal values, different at the innermost path, and no code of the user's runs."""

from __future__ import annotations

import collections
import datetime
import enum
import marshal
import math
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pickcheck.recorder import places
from pickcheck.recorder.comparing import at, differences, is_whole, shown
from pickcheck.recorder.shapes import UNKNOWN, Budget, Shape, shape_of

places.claim(__file__)


def shape(value: object, nodes: int = 10_000) -> Shape:
    return shape_of(value, Budget(nodes, 5.0))


class Point:
    limit = 3

    def __init__(self, x: Any, y: Any = 0) -> None:
        self.x, self.y = x, y


class Slotted:
    __slots__ = ("left", "unset")

    def __init__(self, left: Any) -> None:
        self.left = left


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class Bad:
    """Whatever looks at it as a user would is told off."""

    def __init__(self) -> None:
        object.__setattr__(self, "kept", 1)

    def __eq__(self, other: object) -> bool:
        raise AssertionError("compared")

    def __hash__(self) -> int:
        raise AssertionError("hashed")

    def __repr__(self) -> str:
        raise AssertionError("shown")

    def __getattribute__(self, name: str) -> Any:
        raise AssertionError(name)


EQUAL = [
    lambda: {"a": [1, 2.5, None, True], "b": ("x", b"y")},
    lambda: {"c", "a", "b"},
    lambda: float("nan"),
    lambda: Point([1], {"k": Color.RED}),
    lambda: Slotted({1: 2}),
    lambda: datetime.date(2020, 1, 2),
    lambda: Path("a/b"),
    lambda: collections.defaultdict(list, a=[1]),
    lambda: SimpleNamespace(a=1),
    lambda: Bad(),
    lambda: object(),
    lambda: math.sin,
    lambda: Color,
]


@pytest.mark.parametrize("make", EQUAL)
def test_equal_values_have_equal_shapes(make: Any) -> None:
    """Two values made alike do not differ, and their shapes survive marshal, by which they travel."""
    one, other = shape(make()), shape(make())
    assert differences(one, other) == []
    assert marshal.loads(marshal.dumps(one)) == one


DIFFERENT = [
    (1, 2, [""]),
    (1, True, [""]),
    (1, 1.0, [""]),
    (None, {}, [""]),
    ({"a": 1}, {"a": 2}, ["['a']"]),
    ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, ["['a']['c']"]),
    ({}, {"a": 1}, ["['a']"]),
    ([1, 2], [1, 3], ["[1]"]),
    ([1], [1, 2], ["[1]"]),
    ({"a"}, {"b"}, ["{'a'}", "{'b'}"]),
    (Point(1), Point(2), [".x"]),
    (Point([1]), Point([2]), [".x[0]"]),
    (Slotted(1), Slotted(2), [".left"]),
    (Color.RED, Color.BLUE, ["._name_", "._sort_order_", "._value_"]),
    (Path("a"), Path("b"), [""]),
    (math.sin, math.cos, [""]),
    ((1, 2), [1, 2], [""]),
    ({(1, "a"): 1}, {(1, "a"): 2}, ["[(1, 'a')]"]),
]


@pytest.mark.parametrize(("one", "other", "paths"), DIFFERENT)
def test_different_values_differ_at_a_path(one: Any, other: Any, paths: list[str]) -> None:
    """The innermost paths, whichever way round."""
    found = differences(shape(one), shape(other))
    assert [path for path in found if path != "._sort_order_"] == [path for path in paths if path != "._sort_order_"]
    assert differences(shape(other), shape(one)) == found


def test_what_was_not_looked_at_never_differs() -> None:
    """A bound was reached: nothing is said, and it is known that not all was seen."""
    long = list(range(100_000))
    assert not is_whole(shape(long))
    assert differences(shape(long), shape([*long[:-1], 0])) == []
    assert differences(shape([1], nodes=1), shape([2])) == []
    assert shape("x" * 1_000_000) == UNKNOWN
    assert shape(1 << 100_000) == UNKNOWN
    assert is_whole(shape({"a": [1]}))


def test_cycles_and_depth_end() -> None:
    """A list in itself, and a chain deeper than the stack."""
    loop: list[Any] = []
    loop.append(loop)
    deep: Any = None
    for _ in range(100_000):
        deep = [deep]
    assert not is_whole(shape(loop)) and not is_whole(shape(deep))


def test_the_budget_is_kept() -> None:
    """No more nodes than allowed, however many there are; nor more time."""
    wide = {str(number): {str(inner): [inner] for inner in range(150)} for number in range(150)}
    budget = Budget(500, 60.0)
    shape_of(wide, budget)
    assert budget.nodes <= 0
    late = Budget(10**9, -1.0)
    shape_of(wide, late)
    assert late.nodes < 0


def test_a_class_by_its_plain_attributes() -> None:
    """A class of the user's differs where an attribute of its does; functions in it do not count."""
    before = shape(Point)
    Point.limit = 4
    try:
        assert differences(before, shape(Point)) == [".limit"]
    finally:
        Point.limit = 3


def test_an_evil_metaclass_is_not_asked() -> None:
    """Its __hash__, __eq__ and __getattribute__ would raise."""

    class Meta(type):
        def __hash__(cls) -> int:
            raise AssertionError("hashed")

        def __eq__(cls, other: object) -> bool:
            raise AssertionError("compared")

        def __getattribute__(cls, name: str) -> Any:
            raise AssertionError(name)

    evil = Meta("Evil", (), {"__module__": __name__})
    started = time.monotonic()
    assert shape(type.__call__(evil))[0] in "co" and shape(evil)[0] in "kr"
    assert time.monotonic() - started < 30


def test_at_and_shown() -> None:
    """A part by its steps; a value in words, and none that may be a secret."""
    whole = shape({"a": [10, 20]})
    assert at(whole, ["['a']", "[1]"]) == ("=", "int", 20)
    assert at(whole, ["['b']"]) is None
    assert shown(shape(5), "SIZE") == "5" and shown(shape("x" * 200), "NAME").endswith("...")
    assert shown(shape("hunter2"), "DB_PASSWORD") == "a str (not shown)"
    assert shown(shape({"a": 1}), "X") == "a dict of length 1"
    assert shown(shape(Point(1)), "X") == f"a {__name__}.Point"
    assert shown(None, "X") == "missing"
