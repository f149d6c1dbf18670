"""Where a graph becomes too deep."""

from __future__ import annotations

import pickle
from multiprocessing.reduction import ForkingPickler
from typing import Any

from pickcheck.pickling.depth import levels, too_deep
from pickcheck.pickling.names import SINK
from pickcheck.pickling.reduction import Rules

RULES = Rules(ForkingPickler, pickle.DEFAULT_PROTOCOL)


def nested(depth: int, wrap: Any) -> Any:
    obj: Any = None
    for _ in range(depth):
        obj = wrap(obj)
    return obj


def test_levels_is_what_the_pickler_manages() -> None:
    deepest = levels(RULES)
    pickle.Pickler(SINK).dump(nested(deepest * 9 // 10, lambda part: [part]))


def test_the_place_is_as_deep_as_the_pickler_goes() -> None:
    deepest = levels(RULES)
    found = too_deep(nested(deepest * 2, lambda part: [part]), RULES, deepest * 3)
    assert found is not None
    assert abs(found[2] - deepest) <= deepest // 10 + 20


def test_a_shallow_graph_has_no_such_place() -> None:
    assert too_deep([[1], [2], {"a": [3]}], RULES, 1000) is None


def test_the_search_is_bounded() -> None:
    assert too_deep([[n] for n in range(100)], RULES, 10) is None
