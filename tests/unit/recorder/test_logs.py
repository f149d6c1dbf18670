"""Which log records of a child get lost that its parent would have handled: asked once for each logger and level."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from pickcheck.recorder import logs
from pickcheck.recorder.session import session


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, bool]]:
    """What is recorded as lost; the parent's root handled INFO, its logger "quiet" was disabled."""
    found: list[tuple[str, int, bool]] = []
    theirs = {"": (20, True, False, ((0, "StreamHandler"),)), "quiet": (0, True, True, ()), "?": (10, True, False, ())}
    monkeypatch.setattr(logs, "_theirs", theirs)
    monkeypatch.setattr(logs, "_handled", {})
    monkeypatch.setattr(logs, "_record", lambda logger, level, enabled: found.append((logger.name, level, enabled)))
    monkeypatch.setattr(logging.root, "handlers", [])
    return found


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [("app", 20, True), ("app", 10, False), ("app", 15, False), ("quiet", 40, False), ("root", 20, True)],
)
def test_what_the_parent_would_have_handled(name: str, level: int, expected: bool, lost: list[Any]) -> None:
    logger = logging.getLogger(name) if name != "root" else logging.root
    for _ in range(3):
        assert logs.leave_is_enabled_for(None, False, logger, level) is False
    assert lost == [(name, level, False)] * 3 * expected


def test_a_handler_here_takes_it(lost: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.root, "handlers", [logging.NullHandler()])
    assert logs.leave_is_enabled_for(None, True, logging.getLogger("app"), 20) is True
    assert lost == []


def test_odd_loggers_and_levels_change_nothing(lost: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    class Odd:
        name: Any = []

    told: list[str] = []
    monkeypatch.setattr(session, "trouble", lambda hook, error: told.append(hook))
    assert logs.leave_is_enabled_for(None, True, Odd(), 20) is True
    assert logs.leave_is_enabled_for(None, False, object(), 20) is False
    assert logs.leave_is_enabled_for(None, False, logging.getLogger("app"), "INFO") is False
    assert lost == [] and told == ["_look"]  # what has no name at all
