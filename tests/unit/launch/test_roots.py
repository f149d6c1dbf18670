"""From multiprocessing's own structures to what the user wrote."""

from __future__ import annotations

import pytest

from pickcheck.launch.roots import renamed

PROCESS = [("obj._args[2]", "initializer", 0), ("obj._args", "args", 0), ("obj", "self", 0)]


@pytest.mark.parametrize(
    ("path", "roots", "shift", "expected"),
    [
        ("obj._args[0].x", PROCESS, None, "args[0].x"),
        ("obj._args[2]", PROCESS, None, "initializer"),
        ("obj._args[20]", PROCESS, None, "args[20]"),
        ("obj._argsy", PROCESS, None, "self._argsy"),
        ("obj{<x>}", PROCESS, None, "self{<x>}"),
        ("obj[3][0][1][2].x", [("obj[3][0][1]", "iterable", 10)], None, "iterable[12].x"),
        ("obj[2][1][1]", [("obj[2][1]", "result", 0)], 6, "result[7]"),
        ("obj[2][1].x", [("obj[2][1]", "result", 0)], 6, "result.x"),
        ("obj[2][1].exc.x", [("obj[2][1].exc", "exception", 0), ("obj[2][1]", "exception", 0)], 6, "exception.x"),
        ("obj.x", [], None, "obj.x"),
    ],
)
def test_renamed(path: str, roots: list[tuple[str, str, int]], shift: int | None, expected: str) -> None:
    """The longest known beginning is replaced, and an index behind it moved."""
    assert renamed(path, roots, shift) == expected
