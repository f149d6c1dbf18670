"""Ways to a leaf, and what users see through."""

from __future__ import annotations

import argparse
import logging
import threading
from typing import Any

import pytest

from pickcheck.pickling.probe import find_leaves


class Plain:
    def __init__(self, **parts: Any) -> None:
        self.__dict__.update(parts)


def leaf(obj: object) -> dict[str, Any]:
    return find_leaves(obj).leaves[0]


def test_every_way_once_the_shortest_first() -> None:
    lock = threading.Lock()
    shared = [lock]
    told = leaf({"a": {"b": {"c": shared}}, "d": shared})
    assert [told["path"], *told["also_at"]] == ["obj['d'][0]", "obj['a']['b']['c'][0]"]


def test_two_circles() -> None:
    first, second = Plain(), Plain()
    first.other, second.other, first.lock = second, first, threading.Lock()
    told = leaf([first, second])
    assert [told["path"], *told["also_at"]] == ["obj[0].lock", "obj[1].other.lock"]


@pytest.mark.parametrize(
    "holder",
    [
        argparse.Namespace(lock=threading.Lock()),
        ValueError(threading.Lock()),
        logging.LogRecord("n", 1, "p", 1, "m", (threading.Lock(),), None),
        {"a": threading.Lock()},
        Plain(lock=threading.Lock()),
    ],
    ids=["Namespace", "exception", "LogRecord", "dict", "own"],
)
def test_holders_users_see_through(holder: Any) -> None:
    assert leaf(holder)["within"] is None


def test_a_thousand_ways_end() -> None:
    lock = threading.Lock()
    layer: list[Any] = [lock]
    for _ in range(30):
        layer = [layer, layer]
    assert len(leaf(layer)["also_at"]) <= 20
