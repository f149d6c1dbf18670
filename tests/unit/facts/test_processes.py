"""An exception in one line."""

from __future__ import annotations

import traceback

import pytest

from pickcheck.facts.processes import Uncaught
from pickcheck.recorder.failures import describe

RULE = "-" * 75


def remote(error: BaseException, prefix: str = "") -> BaseException:
    """As multiprocessing.managers.RemoteError: its text is the traceback of another process, between rules."""
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return type("RemoteError", (Exception,), {"__str__": lambda _self: f"\n{RULE}\n{prefix}{text}{RULE}"})()


def deep(levels: int) -> BaseException:
    """An error with a long traceback."""
    source = "def f(n):\n    g(n)\ndef g(n):\n    f(n - 1) if n else {}['k']\n"
    try:
        exec(f"{source}f({levels})", {})
    except KeyError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("one\ntwo"), "ValueError: one"),
        (ValueError("\n---\ntwo"), "ValueError: two"),
        (ValueError(""), "ValueError"),
        (remote(KeyError("k")), "RemoteError: KeyError: 'k'"),
        (remote(deep(40)), "RemoteError: KeyError: 'k'"),
        (remote(deep(40), "Unserializable message: "), "RemoteError: KeyError: 'k'"),
    ],
)
def test_said(error: BaseException, said: str) -> None:
    """The first line that says something; of a traceback that comes as text, the last."""
    facts = describe(error)
    uncaught = Uncaught(1, facts["type"], facts["message"], None, None, None, "", (), False, frozenset())
    assert uncaught.said == said
