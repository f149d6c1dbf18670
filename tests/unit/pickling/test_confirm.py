"""What is fine is looked through once, and never called fine where the real dump goes deeper than the search did."""

from __future__ import annotations

import gc
import pickle
from typing import Any

import pytest

from pickcheck.pickling.probe import find_leaves

WIDE = 3000  # more than the first walk looks at


class Counted:
    """An instance that counts how often it is reduced, and may lead back."""

    reduced = 0

    def __init__(self, back: Any = None) -> None:
        self.back = back

    def __reduce_ex__(self, protocol: Any) -> Any:
        Counted.reduced += 1
        return Counted, (), {"back": self.back}


class Holder:
    def __init__(self) -> None:
        self.title = "holder"
        self.items: list[Any] = []


def nested(depth: int, inside: Any) -> Any:
    for _ in range(depth):
        inside = [inside]
    return inside


@pytest.fixture(scope="module")
def limit() -> int:
    """How deep lists may be nested, here and now, within a tenth."""
    depth = 100
    while depth < 1_000_000:
        try:
            pickle.dumps(nested(depth, 0))
        except RecursionError:
            return depth
        depth += depth // 10
    pytest.skip("there is no limit to how deep lists are nested")


def dumps(obj: Any) -> bool:
    try:
        pickle.dumps(obj)
    except RecursionError:
        return False
    return True


def test_each_object_is_reduced_once() -> None:
    holder = Holder()
    holder.items = [Counted() for _ in range(WIDE)]
    Counted.reduced = 0
    assert not find_leaves(holder).leaves
    assert Counted.reduced == WIDE


def test_what_leads_back_is_dumped_to_be_sure() -> None:
    """The real dump might go on from there."""
    holder = Holder()
    holder.items = [Counted(holder) for _ in range(WIDE)]
    Counted.reduced = 0
    probe = find_leaves(holder)
    assert not probe.leaves and not probe.notes
    assert Counted.reduced > WIDE


@pytest.mark.parametrize("back", [False, True])
def test_a_leaf_is_found_with_and_without_ways_back(back: bool) -> None:
    holder = Holder()
    holder.items = [Counted(holder if back else None) for _ in range(WIDE)]
    holder.items[WIDE // 2].back = lambda: 1
    (leaf,) = find_leaves(holder).leaves
    assert leaf["path"].startswith(f"obj.items[{WIDE // 2}].")


@pytest.mark.parametrize("tenths", [3, 6, 9, 10, 12, 15])
def test_the_top_and_a_piece_together_may_be_too_deep(tenths: int, limit: int) -> None:
    """Each alone is not."""
    holder = Holder()
    holder.items = [nested(limit * tenths // 20, 0), *range(WIDE)]
    obj = nested(min(limit * tenths // 20, 600), holder)
    assert bool(find_leaves(obj).leaves) is not dumps(obj)


@pytest.mark.parametrize("pieces", [2, 4, 8, 40])
def test_pieces_that_hang_together_may_be_too_deep(pieces: int, limit: int) -> None:
    """Each hangs in the root too, so that a search goes into none from another."""
    last: list[Any] = [0] * WIDE
    chain = [last]
    for _ in range(pieces):
        chain.append([*range(WIDE), nested(limit // 6, chain[-1])])
    obj = {"first": chain[-1], "all": chain}
    assert bool(find_leaves(obj).leaves) is not dumps(obj)


def test_nothing_is_left_for_a_collection() -> None:
    """The memo of a search knows every object; it is gone with the search."""
    holder = Holder()
    holder.items = [[number] for number in range(WIDE)]
    gc.collect()
    gc.disable()
    try:
        find_leaves(holder)
        assert [found for found in gc.get_objects() if type(found).__name__ == "Sweeper"] == []
    finally:
        gc.enable()
