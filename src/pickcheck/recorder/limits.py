"""Errors of a limit that the platform sets: what was asked for, and what there is."""

from __future__ import annotations

import sys

from .session import quiet, session, user_place_above

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def limited(error: BaseException, name: str, asked: object, most: object, depth: int = 1) -> BaseException:
    """Record that this error is that of a limit; the error is known by that from now on, and given back."""
    place, number = user_place_above(depth + 1), session.number(error)
    session.journal.write("limit", name=name, asked=asked, most=most, number=number, place=place, text=str(error))
    return error


@quiet
def error_get_context(_token: None, context: Any, method: Any) -> None:
    """``BaseContext.get_context``: there is no such start method, or this platform has not got it."""
    error = sys.exc_info()[1]
    if isinstance(error, ValueError) and type(method) is str and session.known(error) is None:
        available = sorted(sys.modules["multiprocessing.context"]._concrete_contexts)
        limited(error, "context", method, ", ".join(available))


@quiet
def error_executor(_token: None, workers: Any) -> None:
    """``ProcessPoolExecutor.__init__`` on Windows, where it refuses more than 61 workers."""
    error = sys.exc_info()[1]
    if isinstance(error, ValueError) and type(workers) is int and workers > 61:
        limited(error, "workers", workers, 61)


@quiet
def error_wait(_token: None, handles: Any) -> None:
    """``connection.wait`` on Windows, which takes no more than 63 handles before 3.13."""
    error = sys.exc_info()[1]
    if isinstance(error, ValueError) and len(handles) > 63:
        limited(error, "handles", len(handles), 63)
