"""Exceptions that are sent as they are, and lose what they came from on the way.

``BaseException.__reduce__`` (Objects/exceptions.c, CPython 3.10 to 3.14) gives the class, ``args`` and ``__dict__``:
``__cause__``, ``__context__`` and ``__traceback__`` stay behind. Nothing of the script's is called here.
"""

from __future__ import annotations

import sys

from .classes import class_name, members_of, mro
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .places import Place

_TRACEBACK = "Traceback (most recent call last)"
_own: Any = BaseException.__dict__
_cause, _context, _suppressed = _own["__cause__"], _own["__context__"], _own["__suppress_context__"]
_args, _names = _own["args"], _own["__dict__"]
_REDUCTIONS = frozenset(("__reduce__", "__reduce_ex__", "__getstate__", "__setstate__"))
_said: set[tuple[Place | None, str]] = set()


def look(error: Any, path: str, beside: list[Any], channel: str, direction: str, place: Place | None) -> None:
    """This exception was sent beside these: has it come from another that is not told of?"""
    if _carries_it_all(error):
        return
    lost, link = _cause.__get__(error), "cause"
    if lost is None and not _suppressed.__get__(error):
        lost, link = _context.__get__(error), "context"
    key = (place, class_name(type(error)))
    if lost is None or key in _said or _is_told(lost, [*beside, *_args.__get__(error), *_notes(error)]):
        return
    _said.add(key)
    session.journal.write(
        "context_lost", place=place, channel=channel, direction=direction, path=path, type=key[1],
        lost=class_name(type(lost)), link=link,
    )  # fmt: skip


def _carries_it_all(error: Any) -> bool:
    """Whether its class, or something that is registered for it (tblib), may send more than the builtin ones do."""
    registered = sys.modules["copyreg"].dispatch_table
    return any(cls in registered or _reduces(cls) for cls in mro(type(error)))


def _reduces(cls: Any) -> bool:
    return not class_name(cls).startswith("builtins.") and not _REDUCTIONS.isdisjoint(members_of(cls))


def _notes(error: Any) -> list[Any]:
    found = _names.__get__(error).get("__notes__")
    return found if type(found) is list else []


def _is_told(lost: Any, beside: list[Any]) -> bool:
    """Whether a text that goes with the exception is a traceback, or says what the lost one says."""
    texts = [value for value in beside if type(value) is str]
    words = [value for value in _args.__get__(lost) if type(value) is str and value]
    remote = type(lost).__name__.endswith("RemoteTraceback")
    return remote or any(_TRACEBACK in text or any(word in text for word in words) for text in texts)
