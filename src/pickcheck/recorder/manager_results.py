"""What comes back from a manager: an error that its process sent, none because it is gone, a copy of what it holds.

CPython 3.10 to 3.14: Lib/multiprocessing/managers.py ``BaseProxy._callmethod``.
"""

from __future__ import annotations

import sys

from .exceptions import describe
from .places import user_place
from .results import error_came_back
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@quiet
def error_manager_call(_token: None, proxy: Any, _method: Any) -> None:
    """A proxy's method raised what the manager's process sent back, or the manager does not answer any more."""
    error = sys.exc_info()[1]
    if session.known(error) is not None:
        return
    place = user_place(sys._getframe(2))
    let_go = _let_go(error, proxy)
    if type(error).__name__ == "RemoteError" and not let_go:
        error_came_back("manager", (0, 0), place, error, True, 1, [])
    elif place is not None and (let_go or isinstance(error, (EOFError, ConnectionError, FileNotFoundError))):
        facts = {"raised": describe(error), "type": proxy._token.typeid, "let_go": let_go}
        session.journal.write("manager_gone", number=session.number(error), place=place, **facts)


def _let_go(error: Any, proxy: Any) -> bool:
    """Whether the manager is there and the object is not: its table has no such identity any more.

    The server sends its traceback as text (CPython 3.10 to 3.14, multiprocessing/managers.py, Server.serve_client).
    """
    if type(error).__name__ != "RemoteError":
        return False
    lines = str(error.args[0]).rstrip().splitlines()
    return lines[-1:] == [f"KeyError: {proxy._token.id!r}"]


_copies: set[Any] = set()


@quiet
def leave_manager_call(_token: None, value: Any, proxy: Any, method: Any) -> Any:
    """A proxy gave a container that it holds: a copy, whose changes the manager never sees."""
    if method in ("__getitem__", "get") and type(value) in (list, dict, set):
        place = user_place(sys._getframe(2))
        if place is not None and place not in _copies:
            _copies.add(place)
            session.journal.write("manager_copy", place=place, type=type(value).__name__)
    return value
