"""Names without user code."""

from __future__ import annotations

import collections
import sys
import threading
from typing import Any

import pytest

from pickcheck.pickling.names import find_in_type, is_stdlib, module_of, name_error, shown, type_name


class Meta(type):
    def __getattribute__(cls, name: str) -> Any:
        raise ZeroDivisionError


class Hidden:
    class OfMeta(metaclass=Meta): ...


def test_a_metaclass_has_no_say() -> None:
    hidden = vars(Hidden)["OfMeta"]
    assert type_name(hidden) == f"{__name__}.Hidden.OfMeta"


@pytest.mark.parametrize("module", [None, 3, property()])
def test_a_module_that_is_no_text(module: Any) -> None:
    assert module_of(type("Odd", (), {"__module__": module})) == "?"


@pytest.mark.parametrize(
    "obj, text",
    [
        (shown, "<function shown>"),
        (collections.deque, "<class 'collections.deque'>"),
        (sys, "<module 'sys'>"),
        (len, "<builtin_function_or_method len>"),
        (threading.Lock(), "<_thread.lock object>"),
    ],
    ids=["function", "class", "module", "builtin", "object"],
)
def test_shown(obj: object, text: str) -> None:
    assert shown(obj) == text


@pytest.mark.parametrize(
    "cls, inside", [(int, True), (threading.Event, True), (Meta, False)], ids=["int", "Event", "own"]
)
def test_is_stdlib(cls: type, inside: bool) -> None:
    assert is_stdlib(cls) is inside


def test_name_error() -> None:
    assert name_error(shown, None, 4) is None
    assert name_error(object(), "gone", 4) is not None


def test_find_in_type_runs_no_descriptor() -> None:
    assert type(find_in_type(threading.Event, "is_set")).__name__ == "function"
    assert find_in_type(int, "gone") is None
