"""Where in the user's source something crossed."""

from __future__ import annotations

import sys

from pickcheck.recorder.places import place_of


def here() -> str:
    return place_of(sys._getframe(1))[2]


def test_a_comprehension_is_its_function() -> None:
    """From 3.12 on it has no frame of its own; before, its place is said as if it had none."""
    name = "test_a_comprehension_is_its_function"
    assert [here() for _ in range(2)] == [name, name]
    assert [[here() for _ in range(1)] for _ in range(1)] == [[name]]
    assert {here() for _ in range(1)} == set({here(): 1 for _ in range(1)}) == {name}
    assert list(here() for _ in range(1)) == ["<genexpr>"]
