"""The walk: parts in pickling order, budget, wide containers."""

from __future__ import annotations

import collections
import pickle
import threading
from multiprocessing.reduction import ForkingPickler
from typing import Any

import pytest

from pickcheck.pickling.graph import OPEN, Graph
from pickcheck.pickling.reduction import Rules
from pickcheck.pickling.walk import at, expand, grow

RULES = Rules(ForkingPickler, pickle.DEFAULT_PROTOCOL)


class Plain: ...


def places(obj: object) -> list[Any]:
    graph = Graph(obj)
    return [place for place, _part in expand(graph, graph.root, RULES)]


def test_parts_of_containers() -> None:
    assert places([[], []]) == [("i", 0), ("i", 1)]
    assert places({"a": [], (1,): []}) == [("k", "a"), ("key", (1,)), ("k", (1,))]
    assert places({()}) == [("m",)]


def test_parts_of_a_reduce_value() -> None:
    made = Plain()
    made.__dict__["a"] = 1
    assert places(made) == [("p", 2)]
    assert places(collections.OrderedDict(a=[])) == [("k", "a")]
    assert places(collections.defaultdict(list)) == [("p", 1, 0)]


def test_many_items_become_one_list() -> None:
    assert places(collections.deque([[]] * 100)) == [("p", 1, 0), ("li",)][-1:]


@pytest.mark.parametrize("budget, left", [(10_000, 0), (100, 1)])
def test_a_wide_container_needs_the_budget_for_all_of_it(budget: int, left: int) -> None:
    graph = Graph([[[n] for n in range(500)]])
    assert len(grow(graph, [graph.root], RULES, budget)) == left


def test_an_exhausted_budget_leaves_open_nodes() -> None:
    graph = Graph([[[n]] for n in range(50)])
    left = grow(graph, [graph.root], RULES, 60)
    assert left and all(node.state == OPEN for node in left)


def test_a_leaf_is_blamed() -> None:
    graph = Graph([threading.Lock()])
    assert grow(graph, [graph.root], RULES, 10) == []
    assert [type(node.error) for node in graph.leaves] == [TypeError]


def test_at() -> None:
    graph = Graph({"a": 1, (2,): 3})
    assert list(at(graph.root, [1, 5])) == [(("key", (2,)), (2,)), (("k", (2,)), 3)]
