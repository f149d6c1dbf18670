"""The pass of the C pickler: positions of hits, back references, trust in a class and its end."""

from __future__ import annotations

import pickle
import threading
from multiprocessing.reduction import ForkingPickler
from typing import Any

import pytest

from pickcheck.pickling.graph import Graph
from pickcheck.pickling.probe import Limits, find_leaves
from pickcheck.pickling.reduction import Rules
from pickcheck.pickling.sweep import Sweeper


class Moody:
    """Refuses now and then."""

    def __init__(self, good: bool) -> None:
        self.good = good

    def __getstate__(self) -> Any:
        if not self.good:
            raise ValueError("not today")
        return {"good": True}


def sweeper(piece: object) -> Sweeper:
    return Sweeper(Rules(ForkingPickler, pickle.DEFAULT_PROTOCOL), Graph(piece))


def test_a_clean_piece() -> None:
    piece = [[n] for n in range(10)]
    assert not sweeper(piece).sweep(piece)


@pytest.mark.parametrize("index", [0, 1, 2, 998, 999, 1000, 1001, 1002, 2001, 2499])
@pytest.mark.parametrize("kind", [list, tuple, lambda items: dict(enumerate(items))])
def test_the_position_of_a_hit(kind: Any, index: int) -> None:
    items: list[Any] = [[number] for number in range(2500)]
    items[index].append(threading.Lock())
    piece = kind(items)
    found = sweeper(piece).sweep(piece)
    assert index in found.indices
    assert len(found.indices) <= 2


def test_keys_that_are_objects() -> None:
    piece: dict[Any, int] = {(number,): number for number in range(100)}
    piece[(70, test_a_clean_piece, lambda: 0)] = 1
    assert sweeper(piece).sweep(piece).indices == {100}


def test_a_back_reference_does_not_hit_the_holder() -> None:
    rows: list[Any] = [[number] for number in range(500)]
    rows[3].append(rows)
    rows[400].append(threading.Lock())
    assert sweeper(rows).sweep(rows).indices == {400}


@pytest.mark.parametrize("spots", [[0], [100], [4999], [100, 101, 3000], list(range(0, 5000, 500))])
def test_trust_in_a_class_ends_with_its_first_failure(spots: list[int]) -> None:
    rows = [[Moody(number not in spots)] for number in range(5000)]
    found = {leaf["path"] for leaf in find_leaves(rows).leaves}
    assert found == {f"obj[{spot}][0]" for spot in spots}


def test_an_aborted_dump_goes_on_behind_it() -> None:
    class Deep:
        """Breaks the C pickler itself, not its own reduction."""

        def __reduce__(self) -> Any:
            nested: Any = threading.Lock()
            for _ in range(20):
                nested = [nested]
            return list, ([nested],)

    rows: list[Any] = [[number] for number in range(500)]
    rows[10], rows[450] = Deep(), threading.Lock()
    paths = [leaf["path"] for leaf in find_leaves(rows, limits=Limits(walk=50)).leaves]
    assert "obj[450]" in paths
    assert any(path.startswith("obj[10].__reduce_ex__") for path in paths)
