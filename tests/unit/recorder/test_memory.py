"""Which pages are looked at, and what is known of them."""

from __future__ import annotations

import sys

import pytest

from pickcheck.recorder import memory

linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux'")


@pytest.mark.parametrize("step", [1, 2, 3, 7])
def test_every(step: int) -> None:
    """The ranges are gone through as if they were one."""
    ranges = [(10, 15), (100, 101), (200, 204)]
    pages = [page for begin, end in ranges for page in range(begin, end)]
    assert list(memory._every(ranges, step)) == pages[::step]


@linux
def test_own_memory() -> None:
    """Memory of one's own is in one of the ranges; what is in it has the same hash until it is changed."""
    data = bytearray(1_000_000)
    place = (id(data) // memory._PAGE) * memory._PAGE
    assert any(begin <= place < end for begin, end in memory._ranges())
    assert memory.anonymous() > len(data)
    with memory._Memory() as shown:
        own = [begin for begin, _ in memory._ranges() if shown.flags(begin) & memory._PRESENT][:1]
        assert own and shown.content(own[0]) == shown.content(own[0])
        assert shown.flags(0) == 0


@linux
def test_a_process_that_is_gone() -> None:
    """It has none."""
    assert memory.anonymous(2**22 + 1) == 0
