"""``strftime`` as it is on Windows, in a run under the emulated start method ``windows``.

Modules/timemodule.c, ``time_strftime``: there Python itself refuses what the C library of Windows does not know, and would
crash of; ``datetime.strftime`` and ``format(date, ...)`` go the same way.
"""

from __future__ import annotations

import sys
import time

from .later import Later
from .windows_views import Function, unsure

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


# ---------------------------------------------------------------- before 1970

_ZONES = (
    -12 * 3600
)  # what Windows lets through before its first second, for the sake of time zones (UCRT, _MIN_LOCAL_TIME)


def _of_seconds(name: str) -> Function:
    def function(*args: Any) -> Any:
        if args and isinstance(args[0], (int, float)) and args[0] < 0:
            _refuse(name, args[0])
        return getattr(time, name)(*args)

    return Function("time", name, function)


def _refuse(name: str, seconds: float) -> None:
    if name == "gmtime" and seconds >= _ZONES:
        unsure("it asks for a time just before 1970", "which Windows may refuse", sys._getframe(3))
        return
    raise limits.limited(OSError(22, "Invalid argument"), "posix", f"time.{name}() of a time before 1970", "", 3)


def _mktime(*args: Any) -> float:
    seconds = time.mktime(*args)
    if seconds < 0:
        raise limits.limited(
            OverflowError("mktime argument out of range"), "posix", "time.mktime() of a time before 1970", "", 2
        )
    return seconds


CHANGED: dict[str, Any] = {
    **{name: _of_seconds(name) for name in ("localtime", "gmtime", "ctime")},
    "mktime": Function("time", "mktime", _mktime),
}
