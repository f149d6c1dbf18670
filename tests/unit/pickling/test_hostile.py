"""Objects that fight back: never a crash; at worst the object itself is the leaf; no code of theirs that pickle spares."""

from __future__ import annotations

import threading
from multiprocessing.reduction import ForkingPickler
from typing import Any

import pytest

from pickcheck.pickling.names import SINK
from pickcheck.pickling.probe import Limits, find_leaves


class GetattrRaises:
    def __getattr__(self, name: str) -> Any:
        raise ZeroDivisionError(name)


class GetattrRecurses:
    def __getattr__(self, name: str) -> Any:
        return getattr(self, name + "_")


class GetattributeRaises:
    def __getattribute__(self, name: str) -> Any:
        raise ZeroDivisionError(name)


class AnswersAll:
    def __getattribute__(self, name: str) -> Any:
        return lambda *args: 1


class ReduceRaises:
    def __reduce_ex__(self, protocol: Any) -> Any:
        raise ZeroDivisionError


class ReduceRecurses:
    def __reduce_ex__(self, protocol: Any) -> Any:
        return self.__reduce_ex__(protocol)


class ReduceExits:
    def __reduce_ex__(self, protocol: Any) -> Any:
        raise GeneratorExit


class LyingClass:
    @property
    def __class__(self) -> Any:
        return int


class RaisingClass:
    @property
    def __class__(self) -> Any:
        raise ZeroDivisionError


class HostileMeta(type):
    def __eq__(cls, other: object) -> bool:
        raise ZeroDivisionError

    def __hash__(cls) -> int:
        raise ZeroDivisionError

    def __instancecheck__(cls, obj: object) -> bool:
        raise ZeroDivisionError

    def __getattribute__(cls, name: str) -> Any:
        raise ZeroDivisionError


class Hidden:
    """Out of sight of pytest, which asks every class of a module."""

    class OfHostileMeta(metaclass=HostileMeta):
        pass


class SilentMeta(type):
    def __instancecheck__(cls, obj: object) -> bool:
        raise ZeroDivisionError

    def __subclasscheck__(cls, other: type) -> bool:
        raise ZeroDivisionError


class OfSilentMeta(metaclass=SilentMeta):
    pass


class NoRepr:
    def __repr__(self) -> str:
        raise ZeroDivisionError

    __str__ = __hash__ = __repr__  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise ZeroDivisionError

    def __bool__(self) -> bool:
        raise ZeroDivisionError

    def __len__(self) -> int:
        raise ZeroDivisionError

    def __iter__(self) -> Any:
        raise ZeroDivisionError


class StrangeError(Exception):
    def __str__(self) -> str:
        raise ZeroDivisionError


class RaisesStrangely:
    def __reduce__(self) -> Any:
        raise StrangeError


class InstanceReduce:
    def __init__(self) -> None:
        self.__dict__["__reduce_ex__"] = self.refuse

    @staticmethod
    def refuse(protocol: int) -> Any:
        raise ZeroDivisionError


class ListMeta(list):
    def __iter__(self) -> Any:
        raise ZeroDivisionError


class DictItems(dict):
    def items(self) -> Any:
        raise ZeroDivisionError


class EqualToAll:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


class Endless:
    """Every reduction makes another of its kind."""

    def __reduce__(self) -> Any:
        return Endless, (Endless(),)


KINDS: Any = (
    *(GetattrRaises, GetattrRecurses, GetattributeRaises, AnswersAll, ReduceRaises, ReduceRecurses, ReduceExits),
    *(LyingClass, RaisingClass, Hidden.OfHostileMeta, OfSilentMeta, NoRepr, RaisesStrangely, InstanceReduce, ListMeta),
    *(DictItems, EqualToAll),
)
HOSTILE = {type.__dict__["__name__"].__get__(kind): kind for kind in KINDS}
del KINDS


def fails(obj: object) -> bool:
    try:
        ForkingPickler(SINK).dump(obj)
    except BaseException:
        return True
    return False


def make(kind: str) -> Any:
    cls = HOSTILE[kind]
    return object.__new__(cls) if kind == "OfHostileMeta" else cls()


@pytest.mark.parametrize("walk", [1, 2000], ids=["swept", "walked"])
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_crash_and_the_right_verdict(kind: str, walk: int) -> None:
    hostile = make(kind)
    obj = [hostile, {"a": threading.Lock()}, [hostile], *([n] for n in range(100))]
    probe = find_leaves(obj, limits=Limits(walk=walk))
    wrong = fails(hostile)
    assert [leaf["path"] for leaf in probe.leaves if leaf["path"] != "obj[1]['a']"] == ["obj[0]"] * wrong
    assert "obj[1]['a']" in [leaf["path"] for leaf in probe.leaves]
    repr(probe.leaves)


@pytest.mark.parametrize("kind", HOSTILE)
def test_as_a_holder(kind: str) -> None:
    hostile = make(kind)
    try:
        object.__setattr__(hostile, "part", threading.Lock())
    except Exception:
        pytest.skip("takes no attribute")
    assert len(find_leaves([hostile]).leaves) == 1


def test_endless_reductions_end() -> None:
    probe = find_leaves([Endless()], limits=Limits(parts=20_000))
    assert probe.leaves


@pytest.mark.parametrize("kind", ["OfHostileMeta", "OfSilentMeta"])
def test_a_hostile_class_itself(kind: str) -> None:
    leaves = find_leaves([HOSTILE[kind]]).leaves
    assert bool(leaves) is fails(HOSTILE[kind])


def test_a_container_that_changes_while_it_is_walked() -> None:
    class Changing:
        def __reduce__(self) -> Any:
            table[len(table)] = 1
            return list, ()

    table: dict[int, Any] = {n: [n] for n in range(500)}
    table[250] = Changing()
    probe = find_leaves([table, threading.Lock()], limits=Limits(walk=10))
    assert "obj[1]" in [leaf["path"] for leaf in probe.leaves]


def test_interrupt_goes_through() -> None:
    class Interrupts:
        def __reduce__(self) -> Any:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_leaves([Interrupts()])
