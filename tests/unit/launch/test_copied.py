"""Records of copied memory, summed up by the line that started the children."""

from __future__ import annotations

from typing import Any

from pickcheck.facts.costs import Copied
from pickcheck.launch.copied import copied

HERE, THERE = ("/app.py", 3, "<module>"), ("/app.py", 9, "<module>")


def started(pid: int, place: Any, method: str = "fork") -> dict[str, Any]:
    return {"kind": "started", "about": pid, "method": method, "channel": "process", "place": place}


def told(pid: int, size: int, *names: tuple[str, str, str, int]) -> dict[str, Any]:
    return {"kind": "copied", "pid": pid, "bytes": size, "of": 10 * size, "names": list(names)}


def test_by_line() -> None:
    """Of each child what it told last; of the names those of the child that copied most."""
    records = {
        "started": [started(1, HERE), started(2, HERE), started(3, THERE), started(4, THERE, "spawn")],
        "copied": [
            told(1, 5), told(1, 7, ("__main__", "WORDS", "list", 20_000)), told(2, 6), told(3, 1, ("app.data", "MAP", "dict", 1_234_567)),
            told(4, 9), told(5, 9),
        ],
    }  # fmt: skip
    assert list(copied(records)) == [
        Copied("process", HERE, 2, 13, 70, ("WORDS, a list of 20,000",)),
        Copied("process", THERE, 1, 1, 10, ("app.data.MAP, a dict of 1,234,567",)),
    ]
