"""Event loops as they are on Windows, in a run under the emulated start method ``windows``."""

from __future__ import annotations

from .limits import limited
from .windows_sockets import change_loop
from .windows_views import like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def change_unix_events(unix_events: Any) -> None:
    """The event loops of Windows know no signals (asyncio/events.py, ``add_signal_handler``)."""

    def add_signal_handler(self: Any, sig: Any, callback: Any, *args: Any) -> None:
        raise limited(NotImplementedError(), "loop", "add_signal_handler", "")

    def remove_signal_handler(self: Any, sig: Any) -> None:
        raise limited(NotImplementedError(), "loop", "remove_signal_handler", "")

    loop = unix_events._UnixSelectorEventLoop
    for function in (add_signal_handler, remove_signal_handler):
        setattr(loop, function.__name__, like(function, getattr(loop, function.__name__)))
    change_loop(loop)
