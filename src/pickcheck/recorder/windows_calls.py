"""Calls of ``os``, ``signal`` and ``ctypes`` that are otherwise on Windows, in a run under the emulated start method ``windows``.

For user code only.
"""

from __future__ import annotations

import os
import signal
import sys

from .limits import limited
from .windows_names import check_name
from .windows_views import Function, like, unsure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _kill(pid: int, sig: int) -> None:
    if pid == os.getpid() or sig not in (signal.SIGTERM, 9):
        unsure(
            f"os.kill with signal {int(sig)}",
            "which ends the process at once there, or reaches others",
            sys._getframe(2),
        )
    os.kill(pid, sig)


def _open(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
    check_name(path, "w" if flags & os.O_CREAT else "r")
    if isinstance(path, (str, os.PathLike)) and os.path.isdir(path):
        error = PermissionError(13, "Permission denied", os.fspath(path))
        raise limited(error, "posix", "os.open() of a folder", "", 2)
    return os.open(path, flags, *args, **kwargs)


def _waitpid(pid: int, options: int) -> tuple[int, int]:
    unsure("os.waitpid", "which wants a handle there, and no process id", sys._getframe(2))
    return os.waitpid(pid, options)


OF_OS: dict[str, Any] = {
    "open": Function("os", "open", _open),
    "kill": Function("os", "kill", _kill),
    "waitpid": Function("os", "waitpid", _waitpid),
}


# ---------------------------------------------------------------- signal

_SIGNALS = frozenset((2, 4, 8, 11, 15, 21, 22))  # Modules/signalmodule.c, signal_signal_impl, on Windows


def _signal(signalnum: Any, handler: Any) -> Any:
    if isinstance(signalnum, int) and int(signalnum) not in _SIGNALS | {6}:
        raise limited(ValueError("invalid signal value"), "signal", int(signalnum), "", 2)
    return signal.signal(signalnum, handler)


def _valid_signals() -> set[Any]:
    return {signal.Signals(n) if n in (2, 4, 8, 11, 15) else n for n in _SIGNALS}


OF_SIGNAL: dict[str, Any] = {"signal": Function("signal", "signal", _signal), "valid_signals": _valid_signals}


# ---------------------------------------------------------------- C


def change_ctypes(ctypes: Any) -> None:
    """``CDLL``: the libraries of Unix."""
    real = ctypes.CDLL.__init__

    def init(self: Any, name: Any = None, *args: Any, **kwargs: Any) -> None:
        from .windows import by_user

        if by_user(sys._getframe(1)):
            unsure(
                f"it loads {name}" if name else "it loads itself as a library", "which is not a DLL", sys._getframe(1)
            )
        real(self, name, *args, **kwargs)

    ctypes.CDLL.__init__ = like(init, real)


def change_sharedctypes(sharedctypes: Any) -> None:
    """``Value`` and ``Array`` of C's long, which has 32 bits there."""
    ctypes = sys.modules["ctypes"]
    sharedctypes.typecode_to_type.update(l=ctypes.c_int, L=ctypes.c_uint)
