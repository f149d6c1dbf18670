"""The kinds of containers and instances: the path leads to the planted leaf, and reads as a user would write it."""

from __future__ import annotations

import argparse
import collections
import dataclasses
import functools
import threading
import types
from typing import Any, NamedTuple

import pytest

from pickcheck.pickling.probe import find_leaves

LOCK = threading.Lock()


class Plain:
    """An instance with a dictionary."""

    def __init__(self, **parts: Any) -> None:
        self.__dict__.update(parts)

    def method(self) -> None:
        """Something to bind."""


class Slotted:
    __slots__ = ("lock",)


class SlottedChild(Slotted):
    __slots__ = ("__dict__", "other")


class Mangled:
    def __init__(self) -> None:
        self.__lock = LOCK


@dataclasses.dataclass
class Data:
    lock: Any


@dataclasses.dataclass(frozen=True)
class Frozen:
    lock: Any


class Field(NamedTuple):
    name: str
    lock: Any


Old = collections.namedtuple("Old", "name lock")


class Rows(list):
    pass


class Couple(tuple):
    pass


class Table(dict):
    pass


class Group(set):
    pass


class Renamed:
    def __init__(self) -> None:
        self.lock = LOCK

    def __getstate__(self) -> dict[str, Any]:
        return {"other name": self.lock}


class Made:
    def __init__(self) -> None:
        self.make = [LOCK]

    def __getstate__(self) -> dict[str, Any]:
        return {"fresh": list(self.make)}


class Called:
    def __reduce__(self) -> Any:
        return Called, (1, [LOCK])


class WithSetter:
    def __reduce__(self) -> Any:
        return WithSetter, (), None, iter([LOCK]), None

    def append(self, item: Any) -> None:
        """What the pickle machine calls."""


class Property:
    """The instance dictionary holds something else than the attribute shows."""

    def __init__(self) -> None:
        self.__dict__["lock"] = LOCK

    @property
    def lock(self) -> None:
        return None


def slotted(kind: type) -> Any:
    made = kind()
    made.lock = LOCK
    return made


def attached(obj: Any) -> Any:
    obj.extra = LOCK
    return obj


CASES = {
    "root": (lambda: LOCK, "obj"),
    "list": (lambda: [1, LOCK], "obj[1]"),
    "tuple": (lambda: (1, (2, LOCK)), "obj[1][1]"),
    "dict": (lambda: {"a": {3: {b"x": {None: {True: {1.5: LOCK}}}}}}, "obj['a'][3][b'x'][None][True][1.5]"),
    "dict by tuple": (lambda: {(1, ("a",)): LOCK}, "obj[(1, ('a',))]"),
    "dict by quote": (lambda: {"it's": LOCK}, 'obj["it\'s"]'),
    "instance": (lambda: Plain(lock=LOCK), "obj.lock"),
    "instance, nested": (lambda: Plain(hooks={"after": [len, LOCK]}), "obj.hooks['after'][1]"),
    "attribute that is no name": (lambda: Plain(**{"a-b": LOCK}), "obj.__dict__['a-b']"),
    "attribute that is a keyword": (lambda: Plain(**{"class": LOCK}), "obj.__dict__['class']"),
    "attribute under a property": (Property, "obj.__dict__['lock']"),
    "mangled": (Mangled, "obj._Mangled__lock"),
    "slots": (lambda: slotted(Slotted), "obj.lock"),
    "slots and dict": (lambda: attached(SlottedChild()), "obj.extra"),
    "inherited slot": (lambda: slotted(SlottedChild), "obj.lock"),
    "dataclass": (lambda: Data(LOCK), "obj.lock"),
    "frozen dataclass": (lambda: Frozen(LOCK), "obj.lock"),
    "NamedTuple": (lambda: Field("a", LOCK), "obj.lock"),
    "namedtuple": (lambda: [Old("a", [LOCK])], "obj[0].lock[0]"),
    "deque": (lambda: {"q": collections.deque([1, 2, LOCK])}, "obj['q'][2]"),
    "OrderedDict": (lambda: collections.OrderedDict(a=1, b=LOCK), "obj['b']"),
    "defaultdict": (lambda: {"dd": collections.defaultdict(LOCK.acquire)}, "obj['dd'].default_factory.__self__"),
    "defaultdict value": (lambda: collections.defaultdict(list, a=LOCK), "obj['a']"),
    "Counter": (lambda: collections.Counter(a=LOCK), "obj['a']"),
    "ChainMap": (lambda: collections.ChainMap({}, {"a": LOCK}), "obj.maps[1]['a']"),
    "UserDict": (lambda: collections.UserDict(a=LOCK), "obj.data['a']"),
    "partial argument": (lambda: functools.partial(print, 1, LOCK), "obj.args[1]"),
    "partial keyword": (lambda: {"f": functools.partial(print, lk=LOCK)}, "obj['f'].keywords['lk']"),
    "partial function": (lambda: functools.partial(Plain(lock=LOCK).method), "obj.func.__self__.lock"),
    "bound method": (lambda: Plain(_lock=LOCK).method, "obj.__self__._lock"),
    "bound C method": (lambda: [LOCK].append, "obj.__self__[0]"),
    "list subclass": (lambda: Rows([1, LOCK]), "obj[1]"),
    "list subclass attribute": (lambda: attached(Rows()), "obj.extra"),
    "tuple subclass": (lambda: Couple([1, LOCK]), "obj[1]"),
    "dict subclass": (lambda: Table(a=LOCK), "obj['a']"),
    "set subclass attribute": (lambda: attached(Group()), "obj.extra"),
    "SimpleNamespace": (lambda: types.SimpleNamespace(lock=LOCK), "obj.lock"),
    "argparse.Namespace": (lambda: argparse.Namespace(lock=LOCK), "obj.lock"),
    "exception argument": (lambda: ValueError("a", LOCK), "obj.args[1]"),
    "exception attribute": (lambda: attached(ValueError()), "obj.extra"),
    "slice": (lambda: slice(LOCK), "obj.stop"),
    "__getstate__, another name": (Renamed, "obj.lock"),
    "__getstate__, made for the occasion": (Made, "obj.__reduce_ex__({protocol})[2]['fresh'][0]"),
    "__reduce__": (Called, "obj.__reduce_ex__({protocol})[1][1][0]"),
    "list iterator": (lambda: iter([LOCK]), "obj.__reduce_ex__({protocol})[1][0][0]"),
}


@pytest.mark.parametrize("make, path", CASES.values(), ids=CASES.keys())
def test_path(make: Any, path: str) -> None:
    import pickle

    obj = make()
    (leaf,) = find_leaves(obj).leaves
    assert leaf["path"] == path.format(protocol=pickle.DEFAULT_PROTOCOL)
    assert eval(leaf["path"], {"obj": obj}) is LOCK
    assert "".join(step["step"] for step in leaf["steps"]) == leaf["path"]


def bad() -> None:
    """A function that cannot be sent once its name is wrong."""


bad.__qualname__ = "gone"
DISPLAYED = {
    "set": (lambda: {"s": {bad}}, "obj['s']{<function gone>}"),
    "frozenset": (lambda: frozenset([bad]), "obj{<function gone>}"),
    "set subclass": (lambda: Group([bad]), "obj{<function gone>}"),
    "key": (lambda: {"d": {bad: 1}}, "obj['d'].key(<function gone>)"),
    "key of an OrderedDict": (lambda: collections.OrderedDict({bad: 1}), "obj.key(<function gone>)"),
    "value under a key that is no literal": (lambda: {int: bad}, "obj.value(<class 'builtins.int'>)"),
    "items of a call": (WithSetter, "obj[0]"),
}


@pytest.mark.parametrize("make, path", DISPLAYED.values(), ids=DISPLAYED.keys())
def test_place_without_an_expression(make: Any, path: str) -> None:
    (leaf,) = find_leaves(make()).leaves
    assert leaf["path"] == path


@pytest.mark.parametrize(
    "shape, path", [((3,), "obj[2]"), ((1, 3), "obj[0, 2]"), ((), "obj[()]")], ids=["1-d", "2-d", "0-d"]
)
@pytest.mark.parametrize("order", ["C", "F"])
def test_array_of_objects(shape: tuple[int, ...], path: str, order: Any) -> None:
    numpy = pytest.importorskip("numpy")
    obj = numpy.empty(shape, dtype=object, order=order)
    obj[tuple(size - 1 for size in shape)] = LOCK
    (leaf,) = find_leaves(obj).leaves
    assert leaf["path"] == path
    assert eval(path, {"obj": obj}) is LOCK


@pytest.mark.parametrize("wrap", [collections.deque, Rows, lambda items: collections.OrderedDict(enumerate(items))])
def test_many_items(wrap: Any) -> None:
    obj = wrap([*([n] for n in range(500)), LOCK])
    (leaf,) = find_leaves(obj).leaves
    assert leaf["path"] == "obj[500]"


def test_many_keys() -> None:
    obj = collections.OrderedDict(((n, 0.5), 1) for n in range(200))
    obj[bad] = 1
    (leaf,) = find_leaves(obj).leaves
    assert leaf["path"] == "obj.key(<function gone>)"
