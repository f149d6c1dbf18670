"""``strftime`` as it is on Windows, in a run under the emulated start method ``windows``.

Modules/timemodule.c, ``time_strftime``: there Python itself refuses what the C library of Windows does not know, and would
crash of; ``datetime.strftime`` and ``format(date, ...)`` go the same way.
"""

from __future__ import annotations

import sys
import time

from .later import Later
from .windows_views import Function

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from . import limits
else:
    limits = Later("limits")

_KNOWN = frozenset("aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%")


def begin() -> None:
    """Replace ``time.strftime``, which ``datetime`` looks up there; it changes something for user code alone."""
    real = time.strftime

    def strftime(format: Any, *args: Any) -> str:
        from .windows import by_user

        if type(format) is str and by_user(sys._getframe(2)) and not _is_known(format):
            raise limits.limited(ValueError("Invalid format string"), "strftime", format, "", 2)
        return real(format, *args)

    time.strftime = Function("time", "strftime", strftime)


def _is_known(format: str) -> bool:
    """Whether every directive is one of Windows' (``#`` is its own flag)."""
    rest = format
    while "%" in rest:
        rest = rest.partition("%")[2].removeprefix("#")
        if not rest:
            return True
        if rest[0] not in _KNOWN:
            return False
        rest = rest[1:]
    return True
