"""Signal handlers: which of the parent's a child lacks that is not forked.

What is ignored stays so over exec, and a forkserver's children have what the server has; functions never get over.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found,unused-ignore]

from .places import USER, kind_of
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LAST = 64
_IGNORED = ("SIG_IGN", "", 0)


def picture() -> dict[int, tuple[str, str, int]]:
    """By signal, the script's own handler: its name, and where it is defined; and the signals it ignores."""
    found = {}
    for number in range(1, min(_LAST, getattr(_signal, "NSIG", 23) - 1) + 1):
        handler = _get(number)
        facts = _facts(handler) if handler is not None and handler is not _signal.SIG_DFL else None
        if facts is not None:
            found[number] = facts
    return found


def _get(number: int) -> Any:
    try:
        return _signal.getsignal(number)
    except (ValueError, OSError):  # no such signal here
        return None


def _facts(handler: Any) -> tuple[str, str, int] | None:
    if type(handler) is int:  # an object of the script's may have ideas of its own about being equal
        return _IGNORED if handler == _signal.SIG_IGN else None
    code: Any = getattr(getattr(handler, "__func__", handler), "__code__", None)
    if code is None or kind_of(code.co_filename) != USER:
        return None
    return code.co_name, code.co_filename, code.co_firstlineno


def watch(theirs: dict[int, tuple[str, str, int]]) -> None:
    """In a child: record which of the parent's handlers it has not got, should it die of such a signal."""
    mine = picture()
    lacking = {number: facts for number, facts in theirs.items() if number not in mine}
    if lacking:
        session.journal.write("handlers", lacking=lacking)
