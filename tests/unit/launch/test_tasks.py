"""What a process that could not load a thing does not know of it."""

from __future__ import annotations

from typing import Any

from pickcheck.launch.tasks import Tasks

PLACE, OTHER = ("app.py", 9, "<module>"), ("app.py", 12, "<module>")
RECORD = {"pid": 3, "job": None, "direction": "to child", "place": None}


def start(about: int, place: Any, again: bool = False) -> dict[str, Any]:
    return {"kind": "started", "pid": 1, "about": about, "channel": "pool", "place": place, "again": again}


def test_a_worker_in_the_place_of_another() -> None:
    """It was started by a thread of the pool's: the line is the pool's own."""
    assert Tasks([start(2, PLACE), start(3, None, again=True)]).sent(RECORD).place == PLACE


def test_of_two_pools_nobody_knows() -> None:
    """Whose worker it is cannot be told."""
    assert Tasks([start(2, PLACE), start(4, OTHER), start(3, None, again=True)]).sent(RECORD).place is None


def test_a_worker_started_otherwise() -> None:
    """Without the user's line, and not in another's place."""
    assert Tasks([start(2, PLACE), start(3, None)]).sent(RECORD).place is None
