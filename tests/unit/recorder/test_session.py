"""Hooks never raise into the script, whatever went wrong in them."""

from __future__ import annotations

import ast
import signal
import sys
from pathlib import Path

import pytest

from pickcheck.recorder import hashes, later, reads
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


def interrupt(*_args: object) -> object:
    """A signal comes while a hook is at work."""
    signal.raise_signal(signal.SIGINT)
    return None


@pytest.mark.parametrize("hook", ["see", "key", "asked", "made", "later", "journal"])
def test_nor_in_a_hook_that_is_written_into_a_function(
    hook: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Those that stand in the script's own functions, one that is imported when it is called first, and the journal."""
    reading, hashing = reads.Reads(), hashes.Hashes()
    hashing.sites.append(hashes.HashSite("hash(k)", False, set()))
    reading.sites.append(type("Site", (), {"done": False, "name": "reading", "steps": [], "base": False}))  # type: ignore[arg-type]
    monkeypatch.setattr(reading, "_look", interrupt)
    monkeypatch.setattr(hashes, "text_of", interrupt)
    monkeypatch.setattr(hashing, "_keep", interrupt)
    monkeypatch.setattr(later, "_brought", interrupt)
    monkeypatch.setattr(session.journal, "folder", str(tmp_path))
    monkeypatch.setattr(session.journal, "_begin", interrupt)

    def made() -> object:
        hashing._asked[id(sys._getframe()), 0] = "'a'", 3
        return hashing.made(3, 0)

    calls = {
        "see": lambda: reading.see(1, 0), "key": lambda: exec("seen.key('a', 0)", {"seen": reading, "reading": 1}),
        "asked": lambda: hashing.asked("a", 0), "made": made,
        "later": lambda: later.Later("dumps").leave_dumps.for_event("leave"), "journal": lambda: session.journal.write("x"),
    }  # fmt: skip
    before = signal.signal(signal.SIGINT, function)
    try:
        with pytest.raises(TooLate):
            calls[hook]()
    finally:
        signal.signal(signal.SIGINT, before)
    assert not list(tmp_path.iterdir())
