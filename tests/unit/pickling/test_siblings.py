"""What lies beside a part: told without running code of the object's, and at no more cost for a wide object."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from pickcheck.pickling.probe import find_leaves
from pickcheck.pickling.siblings import MOST, SHOWN, beside


class Job:
    def __init__(self) -> None:
        self.name, self.lock, self.queue = "a", threading.Lock(), []

    def __getattribute__(self, name: str) -> Any:
        raise AssertionError("code of the object's own was run")


def steps(found: dict[str, Any] | None) -> list[str]:
    assert found is not None
    return [part["step"] for part in found["parts"]]


def test_attributes_and_items() -> None:
    assert steps(beside(Job(), ".lock")) == [".name", ".queue"]
    assert beside({"a": 1, 2: [], None: "x"}, "[2]") == {
        "parts": [{"step": "['a']", "type": "builtins.int"}, {"step": "[None]", "type": "builtins.str"}],
        "more": 0,
    }
    assert steps(beside((1, 2), "[1]")) == ["[0]"]


@pytest.mark.parametrize("index", [0, 1, 5, 500_000, 999_998, 999_999])
def test_of_many_the_nearest(index: int) -> None:
    """The rest is counted."""
    found = beside([0] * 1_000_000, f"[{index}]")
    assert found is not None and len(found["parts"]) == SHOWN and found["more"] == 1_000_000 - 1 - SHOWN
    numbers = [int(step[1:-1]) for step in steps(found)]
    assert index not in numbers and all(abs(number - index) <= SHOWN for number in numbers)


@pytest.mark.parametrize(
    ("parent", "step"),
    [
        ([1], "[0]"), ({"a": 1}, "['a']"), ([1, 2], ".x"), ([1, 2], "[7]"), ({"a": 1, "b": 2}, ".key('a')"), (7, ".real"),
        (dict.fromkeys(range(MOST + 1)), "[3]"), (object(), ""), ({1, 2}, "{1}"), (type("S", (list,), {})([1, 2]), "[0]"),
    ],
)  # fmt: skip
def test_nothing_to_tell(parent: object, step: str) -> None:
    """An only part, more keys than are looked at, and what is not seen as a part."""
    assert beside(parent, step) is None


def test_on_the_way() -> None:
    """Along the way of a leaf, but not inside an object of the standard library's."""
    (leaf,) = find_leaves({"job": [1, threading.Event()], "x": 2}).leaves
    assert [step["step"] for step in leaf["steps"]][:3] == ["obj", "['job']", "[1]"]
    told = leaf["beside"]
    assert told[0] is None and steps(told[1]) == ["['x']"] and steps(told[2]) == ["[0]"]
    assert not any(told[3:])
