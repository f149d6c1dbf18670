"""Exceptions as they are written down: what they were, and where the user's code raised them."""

from __future__ import annotations

from .labels import label_of
from .places import USER, Place, function_of, kind_of
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Any

_CODECS = (UnicodeDecodeError, UnicodeEncodeError)


def uncaught(error: BaseException) -> dict[str, Any]:
    """Facts of an exception that ended a process (or a thread): type, text, the user's last line, its links."""
    place, raised_in = where(error)
    note_windows(error, place)
    facts: dict[str, Any] = dict(describe(error))
    remote = type(error.__cause__).__name__ if error.__cause__ is not None else None
    bases = [f"{cls.__module__}.{cls.__qualname__}" for cls in type(error).__mro__]
    facts.update(place=place, raised_in=raised_in, links=session.links(error), remote=remote, bases=bases)
    facts.update(causes=_causes(error), codec=error.encoding if isinstance(error, _CODECS) else None)
    return facts


def where(error: BaseException) -> tuple[Place | None, str]:
    """The user's last line in an error's traceback, and the label of the function that raised it."""
    place, raised_in = None, ""
    for trace in traces(error):
        code = trace.tb_frame.f_code
        if kind_of(code.co_filename) == USER:
            place = (code.co_filename, trace.tb_lineno, function_of(trace.tb_frame))
        raised_in = label_of(code)
    return place, raised_in


def traces(error: BaseException) -> Iterator[TracebackType]:
    """An error's traceback, from the outside in."""
    trace = error.__traceback__
    while trace is not None:
        yield trace
        trace = trace.tb_next


def note_windows(error: BaseException, place: Place | None) -> None:
    """On Windows itself: what the error tells of it."""
    if session.settings.get("windows") is not None and session.changes is None:
        from .windows_errors import note

        note(error, place)


def _causes(error: BaseException) -> list[str]:
    """The texts of the errors that this one was raised from, or while they were handled; the nearest first."""
    texts: list[str] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and len(texts) < 5:
        texts.append(describe(cause)["message"])
        cause = cause.__cause__ or cause.__context__
    return texts


def describe(error: BaseException | None) -> dict[str, str]:
    """An exception as plain facts: its type's full name and its text, bounded."""
    kind_name = kind(error)
    try:
        text = str(error)
        if len(text) > 500:  # a traceback as text, as a manager's RemoteError has, says last what it was
            text = f"{text[:200]}\n{text[-299:]}" if "Traceback (" in text[:120] else text[:500]
    except Exception:
        text = "(its text cannot be shown)"
    return {"type": kind_name, "message": text}


def kind(obj: Any) -> str:
    """The full name of an object's type, by the type alone."""
    cls = type(obj)
    return f"{type.__getattribute__(cls, '__module__')}.{type.__getattribute__(cls, '__qualname__')}"
