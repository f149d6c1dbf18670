"""Whether a leaf would go by value: functions and classes by what they hold, handles never."""

from __future__ import annotations

import json
import sys
import threading
from multiprocessing.reduction import ForkingPickler
from typing import Any

import pytest

from pickcheck.pickling.probe import find_leaves

LOCK = threading.Lock()
NUMBER = 3


class Custom:
    def __reduce__(self) -> Any:
        raise AssertionError("by_value must not run this")


CUSTOM = Custom()


def closing(part: Any) -> Any:
    return lambda: part


def calling() -> Any:
    def first(n: int) -> Any:
        return second(n)

    def second(n: int) -> Any:
        return first(n)

    return first


def local_class(part: Any) -> Any:
    class Local:
        held = part

        def method(self) -> int:
            return NUMBER

        @property
        def size(self) -> int:
            return 1

    return Local


CASES: dict[str, tuple[Any, bool | None]] = {
    "lambda": (lambda: 0, True),
    "lambda over a number": (closing(1), True),
    "lambda over a lock": (closing([LOCK]), False),
    "lambda with a lock as its default": (lambda lock=LOCK: 0, False),
    "lambda naming a global lock": (lambda: LOCK, False),
    "lambda naming it in a nested function": (lambda: [LOCK for _ in ()], False),
    "lambda naming a module": (lambda: json.dumps(NUMBER), True),
    "functions that call each other": (calling(), True),
    "lambda over a lambda over a lock": (closing(closing(LOCK)), False),
    "lambda over a reducer of the user's": (closing(CUSTOM), None),
    "local class": (local_class(1), True),
    "local class with a lock": (local_class(LOCK), False),
    "instance of a local class": (local_class(1)(), True),
    "module": (sys, True),
    "lock": (LOCK, False),
    "generator": ((n for n in ()), False),
    "dict view": ({}.keys(), True),
}


@pytest.fixture(autouse=True)
def _no_managers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Views of dictionaries cross where another test has imported multiprocessing.managers."""
    monkeypatch.delitem(ForkingPickler._extra_reducers, type({}.keys()), raising=False)


@pytest.mark.parametrize("kind", CASES)
def test_by_value(kind: str) -> None:
    obj, expected = CASES[kind]
    assert find_leaves(obj).leaves[0]["by_value"] is expected


@pytest.mark.parametrize("kind", CASES)
def test_cloudpickle_agrees(kind: str) -> None:
    cloudpickle = pytest.importorskip("cloudpickle")
    obj, expected = CASES[kind]
    if expected is None:
        return
    try:
        cloudpickle.dumps(obj)
    except Exception:
        assert expected is False
    else:
        assert expected is True
