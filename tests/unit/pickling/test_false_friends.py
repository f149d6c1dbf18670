"""What looks wrong and crosses: no leaf (the catalogue's section 12)."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import datetime
import decimal
import enum
import fractions
import functools
import io
import logging
import operator
import pathlib
import random
import re
import types
import typing
import uuid
import xml.etree.ElementTree as ET
from typing import Any, Generic, TypeVar

import pytest

from pickcheck.pickling.probe import Limits, find_leaves

T = TypeVar("T")


def decorated(function: Any) -> Any:
    @functools.wraps(function)
    def wrapper() -> Any:
        return function()

    return wrapper


@decorated
def wrapped() -> None: ...


@functools.lru_cache
def cached() -> None: ...


@contextlib.contextmanager
def managed() -> Any:
    yield


@functools.singledispatch
def single(arg: Any) -> None: ...


def plain() -> None: ...


class Kind:
    @staticmethod
    def static() -> None: ...

    @classmethod
    def of_class(cls) -> None: ...

    def method(self) -> None: ...

    class Nested: ...


@dataclasses.dataclass
class Data:
    parts: list[int] = dataclasses.field(default_factory=lambda: [1])


@dataclasses.dataclass(frozen=True)
class Frozen:
    part: int = 1


class Meta(type): ...


class OfMeta(metaclass=Meta): ...


class Gen(Generic[T]): ...


class Color(enum.Enum):
    RED = 1


class Flags(enum.Flag):
    A = 1
    B = 2


class Failure(Exception):
    def __init__(self, text: str = "", code: int = 0) -> None:
        super().__init__(text)
        self.code = code


class Attributes:
    """Raises for every unknown attribute but the right way."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


class Slots:
    __slots__ = ("one", "two")

    def __init__(self) -> None:
        self.one = 1


class ByName:
    def __reduce__(self) -> str:
        return "THE_ONE"


THE_ONE = ByName()

FRIENDS: dict[str, Any] = {
    "functools.wraps": wrapped,
    "lru_cache": cached,
    "contextmanager": managed,
    "singledispatch": single,
    "staticmethod": Kind.static,
    "classmethod": Kind.of_class,
    "method": Kind().method,
    "nested class": Kind.Nested(),
    "dataclass with a lambda": Data(),
    "frozen dataclass": Frozen(),
    "metaclass": OfMeta(),
    "class of a metaclass": OfMeta,
    "partial": functools.partial(plain, 1),
    "itemgetter": operator.itemgetter(1),
    "attrgetter": operator.attrgetter("a.b"),
    "methodcaller": operator.methodcaller("m", 1),
    "bound C method": [].append,
    "C function": len,
    "TypeVar": T,
    "generic alias": Gen[int],
    "list alias": list[int],
    "typing alias": typing.Dict[str, int],  # noqa: UP006
    "SimpleNamespace": types.SimpleNamespace(a=1),
    "pattern": re.compile("a"),
    "logger": logging.getLogger("pickcheck.test"),
    "root logger": logging.getLogger(),
    "Random": random.Random(1),
    "Element": ET.fromstring("<a><b/></a>"),
    "StringIO": io.StringIO("a"),
    "BytesIO": io.BytesIO(b"a"),
    "exception": Failure("a", 3),
    "enum member": Color.RED,
    "flags": Flags.A | Flags.B,
    "dates": (datetime.datetime.now(), datetime.timedelta(1), datetime.timezone.utc),  # noqa: UP017
    "numbers": (decimal.Decimal(1), fractions.Fraction(1, 2), 1j, 10**400),
    "paths": pathlib.Path("a"),
    "uuid": uuid.UUID(int=1),
    "singletons": (None, ..., NotImplemented, type(None), type(...), type(NotImplemented)),
    "containers": [[], (), {}, set(), frozenset(), bytearray(b"a"), collections.deque(), range(3), slice(1)],
    "__getattr__": Attributes(),
    "slots": Slots(),
    "by its global name": THE_ONE,
    "object": object(),
    "iterators": [iter([1]), iter((1,)), iter({1: 2}), iter({1}), iter(range(3)), reversed([1])],
    "surrogate": "\ud800",
}


@pytest.mark.parametrize("limits", [Limits(), Limits(walk=1)], ids=["walked", "swept"])
@pytest.mark.parametrize("kind", FRIENDS)
def test_no_leaf(kind: str, limits: Limits) -> None:
    friend = FRIENDS[kind]
    probe = find_leaves([friend, {"a": (friend,)}], limits=limits)
    assert (probe.leaves, probe.notes) == ([], [])


@pytest.mark.skipif(
    not hasattr(__builtins__, "ExceptionGroup") and "ExceptionGroup" not in dir(__import__("builtins")), reason="3.11+"
)
def test_exception_group() -> None:
    group = eval("ExceptionGroup('a', [ValueError(1)])")
    assert find_leaves(group).leaves == []


def test_numbers_in_an_array() -> None:
    numpy = pytest.importorskip("numpy")
    assert find_leaves([numpy.arange(10), numpy.float64(1), numpy.dtype("i4")]).leaves == []
