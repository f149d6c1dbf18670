"""Errors that end a thread: nobody else in the process hears of them."""

from __future__ import annotations

import sys

from .exceptions import traces, uncaught
from .labels import label_of
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@quiet
def caught_thread(_token: None, thread: Any) -> None:
    """``Thread._bootstrap_inner``, CPython 3.10 to 3.14: about to call threading.excepthook."""
    error = sys.exc_info()[1]
    if error is not None and not isinstance(error, SystemExit):
        session.journal.write("uncaught", thread=thread._name, **uncaught(error))
        session.deaf = session.deaf or _took_results(error)


def _took_results(error: BaseException) -> bool:
    """Whether the thread was the one that takes a pool's results (Lib/multiprocessing/pool.py, ``_handle_results``)."""
    return any(label_of(trace.tb_frame.f_code) == "pool.py:_handle_results" for trace in traces(error))
