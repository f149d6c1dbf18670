"""Hooks never raise into the script, whatever went wrong in them."""

from __future__ import annotations

import ast
import signal
from pathlib import Path

import pytest

from pickcheck.recorder.session import quiet, session


class Rude(Exception):
    def __str__(self) -> str:
        raise ValueError("no text")


def test_quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that cannot even be shown is recorded; a ``leave`` hook still gives its value."""

    @quiet
    def leave_it(token: None, value: int) -> int:
        raise Rude

    monkeypatch.setattr(session.journal, "folder", str(tmp_path))
    monkeypatch.setattr(session.journal, "_pid", 0)
    assert leave_it(None, 3) == 3
    (path,) = tmp_path.iterdir()
    record = ast.literal_eval(path.read_text(encoding="utf-8").splitlines()[-1])
    assert (record["kind"], record["error"]) == ("trouble", "Rude")


class TooLate(Exception):
    """What a handler of the script's raises."""


class Handlers:
    """Handlers as scripts have them."""

    def method(self, number: int, frame: object) -> None:
        raise TooLate


def function(number: int, frame: object) -> None:
    Handlers().method(number, frame)


@pytest.mark.parametrize("handler", [function, Handlers().method])
def test_a_signal_handler_is_not_hushed(handler: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A handler may happen to run while a hook does; what it raises is for the script."""

    @quiet
    def enter_it() -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(session.journal, "folder", str(tmp_path))
    before = signal.signal(signal.SIGINT, handler)  # type: ignore[arg-type]
    try:
        with pytest.raises(TooLate):
            enter_it()
    finally:
        signal.signal(signal.SIGINT, before)
    assert not list(tmp_path.iterdir())
