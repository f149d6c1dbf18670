"""One object under a pickler's rules: the order of the C pickler, and its own words for a bad reduce value."""

from __future__ import annotations

import copyreg
import pickle
from multiprocessing.reduction import ForkingPickler
from typing import Any

import pytest

from pickcheck.pickling.names import SINK
from pickcheck.pickling.reduction import BY_NAME, CLASS_FAILS, FAILS, PARTS, Rules


class Plain: ...


class Returns:
    def __init__(self, value: Any) -> None:
        self.value = value

    def __reduce__(self) -> Any:
        return self.value


class Custom:
    def __getstate__(self) -> Any:
        return {}


class Child(Custom): ...


class Rows(list): ...


class Pair(tuple): ...


RULES = Rules(ForkingPickler, 4)


def module_function() -> None: ...


@pytest.mark.parametrize(
    "obj, verdict",
    [
        (module_function, BY_NAME),
        (len, BY_NAME),
        (Plain, BY_NAME),
        (Plain(), PARTS),
        (lambda: 0, FAILS),
        (type("Gone", (), {}), FAILS),
        (type("Gone", (), {})(), CLASS_FAILS),
        ((n for n in ()), FAILS),
    ],
    ids=["function", "builtin", "class", "instance", "lambda", "made class", "its instance", "generator"],
)
def test_verdict(obj: object, verdict: str) -> None:
    assert RULES.reduce(obj)[0] is verdict


BAD: dict[str, Any] = {
    "number": 1,
    "short": (list,),
    "long": (list,) * 7,
    "no callable": (1, ()),
    "no tuple": (list, []),
    "no iterator": (list, (), None, []),
    "no iterator of pairs": (list, (), None, None, {}),
    "no setter": (list, (), {}, None, None, 1),
    "newobj without a class": (copyreg.__newobj__, ()),  # type: ignore[attr-defined]
    "newobj of no class": (copyreg.__newobj__, (1,)),  # type: ignore[attr-defined]
    "newobj of another class": (copyreg.__newobj__, (Plain,)),  # type: ignore[attr-defined]
    "newobj_ex": (copyreg.__newobj_ex__, (Returns, ())),  # type: ignore[attr-defined]
    "newobj_ex kwargs": (copyreg.__newobj_ex__, (Returns, (), 1)),  # type: ignore[attr-defined]
}


@pytest.mark.parametrize("kind", BAD)
def test_the_c_picklers_own_words(kind: str) -> None:
    obj = Returns(BAD[kind])
    verdict, _value, error = RULES.reduce(obj)
    with pytest.raises(Exception) as raised:
        ForkingPickler(SINK).dump(obj)
    assert verdict is FAILS
    assert (type(error), str(error)) == (raised.type, str(raised.value))


@pytest.mark.parametrize(
    "cls, plain", [(Plain, True), (Rows, True), (Pair, True), (Custom, False), (Child, False), (Returns, False)]
)
def test_is_plain(cls: type, plain: bool) -> None:
    assert RULES.is_plain(cls) is plain


def test_nothing_is_plain_for_a_pickler_that_overrides() -> None:
    class Own(pickle.Pickler):
        def reducer_override(self, obj: Any) -> Any:
            return NotImplemented

    assert not Rules(Own, 4).is_plain(Plain)


def test_the_global_dispatch_table() -> None:
    copyreg.pickle(Plain, lambda obj: (list, ()))  # type: ignore[arg-type, return-value]
    try:
        rules = Rules(ForkingPickler, 4)
        assert rules.reduce(Plain())[1] == (list, ())
        assert not rules.is_plain(Plain)
    finally:
        del copyreg.dispatch_table[Plain]


def test_the_same_function_is_tried_once() -> None:
    rules = Rules(ForkingPickler, 4)
    function = lambda: 0  # noqa: E731
    assert rules.reduce(function) is rules.reduce(function)
