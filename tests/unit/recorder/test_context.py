"""Exceptions that are sent: which of them lose what they came from, and say nothing of it."""

from __future__ import annotations

import copyreg
import pickle
from typing import Any

import pytest

from pickcheck.recorder import context, notable
from pickcheck.recorder.dumps import is_notable
from pickcheck.recorder.session import session

PLACE = ("app.py", 3, "work")


class Plain(Exception):
    pass


class Own(Exception):
    def __reduce__(self) -> Any:
        return Own, ("x",)


class Meta(type):
    def __eq__(cls, other: object) -> bool:
        raise RuntimeError

    def __hash__(cls) -> int:
        raise RuntimeError


class Hostile(metaclass=Meta):
    @property
    def __class__(self) -> Any:
        raise RuntimeError

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError


def raised(cls: type[Exception] = Plain, *args: Any, link: str = "cause") -> Exception:
    """One that came from a ValueError: by ``from``, while that was handled, or cut off from it."""
    try:
        try:
            raise ValueError("no digits")
        except ValueError as error:
            if link == "cause":
                raise cls(*args) from error
            if link == "cut":
                raise cls(*args) from None
            raise cls(*args)  # noqa: B904
    except cls as error:
        return error


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is recorded."""
    records: list[dict[str, Any]] = []
    monkeypatch.setattr(session.journal, "write", lambda kind, **facts: records.append({"kind": kind, **facts}))
    monkeypatch.setattr(context, "_said", set())
    return records


def look(obj: Any) -> None:
    if is_notable(obj):
        notable.note(obj, "queue", "to parent", PLACE)


@pytest.mark.parametrize("link", ["cause", "context"])
def test_lost(told: list[dict[str, Any]], link: str) -> None:
    """Once for a line and a class, wherever it is in the message."""
    look((1, raised(link=link)))
    look(raised(link=link))
    (one,) = told
    assert (one["kind"], one["path"], one["link"], one["lost"]) == (
        "context_lost",
        "obj[1]",
        link,
        "builtins.ValueError",
    )


def noted() -> Exception:
    error = raised()
    error.__dict__["__notes__"] = ["of: no digits"]
    return error


TOLD = {
    "it came from none": Plain("x"),
    "cut off": raised(link="cut"),
    "its own text": raised(Plain, "cannot: no digits"),
    "a note": noted(),
    "a text beside it": (raised(), "no digits"),
    "a traceback beside it": ["x", raised(), "Traceback (most recent call last):\n ..."],
    "a reduce method": raised(Own),
    "no exception": ["x", 1, Hostile(), Hostile],
    "deep inside": {"error": raised()},
}


@pytest.mark.parametrize("case", TOLD)
def test_not_lost(told: list[dict[str, Any]], case: str) -> None:
    """Nothing is recorded, and nothing of the message is called."""
    look(TOLD[case])
    assert not told


def test_a_registered_reducer(told: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    """As tblib has it."""
    monkeypatch.setitem(copyreg.dispatch_table, Plain, lambda error: (Plain, ()))
    look(raised())
    assert not told


def test_a_remote_traceback(told: list[dict[str, Any]]) -> None:
    """It came from another process already, with the text of its traceback; that is multiprocessing's affair."""
    error = Plain()
    error.__cause__ = type("RemoteTraceback", (Exception,), {})("x")
    look(error)
    assert not told


def test_it_is_really_lost() -> None:
    """What the rule says of pickle."""
    error = pickle.loads(pickle.dumps(raised(OSError, "x")))
    assert error.__cause__ is None and error.__context__ is None and error.__traceback__ is None
