"""Hooks named before they are imported: most are never called in a process, and an import costs each of them its start.

In the table of patches ``dumps.leave_dumps`` stands for a function of ``dumps.py`` that is imported when the hook is
called for the first time. No frame is added to that call: the name is resolved where the hook's attribute is read.
"""

from __future__ import annotations

import os
import sys
from _thread import RLock

from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Later:
    """A module of the recorder, or (``Later(module).name``) what it has under a name, not imported yet."""

    __slots__ = ("module", "name")

    def __init__(self, module: str, name: str = "") -> None:
        self.module, self.name = module, name

    def __getattr__(self, name: str) -> Later:
        return Later(self.module, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call what this stands for. Raises what that raises, and as `now`."""
        return self.now()(*args, **kwargs)

    def now(self) -> Any:
        """What this stands for. Raises ImportError or AttributeError where there is no such thing."""
        return getattr(_brought(f"{__package__}.{self.module}"), self.name)

    def for_event(self, event: str) -> tuple[Any, bool]:
        """What this stands for, and True; where it cannot be had (no descriptor is left, say) what does nothing."""
        try:
            return self.now(), True
        except Exception as error:
            session.trouble(f"import {self.module}", error)
            return _IDLE.get(self.name) or _IDLE.get(event, _first), False


def _first(*args: Any) -> Any:
    return args[0] if args else None


class _Unwatched:
    """For a queue's feeder thread (``buffers.Run``): one message that is never taken, and what pickles all of them."""

    taken, due = property(lambda _self: 0, lambda _self, _taken: None), 1

    @property
    def dumps(self) -> Any:
        return sys.modules["multiprocessing.reduction"].ForkingPickler.dumps


# By the hook's name; else for an event's hook, by its contract (``guard.Hook``); anything else stands for what it is given.
_IDLE: dict[str, Any] = {
    "enter_feed": lambda *_args: _Unwatched(),
    "enter": lambda *_args: None,
    "leave": lambda _token, value, *_args: value,
}
_import = __import__
# A child that is forked in the middle of such an import, by another thread, would wait for it without end.
_lock = RLock()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)


def bring(*modules: str) -> None:
    """Import what looks into a failure, and what that imports, in one go: in a feeder thread, say, while another thread forks.

    ``modules``: names below the package of the recorder's.
    """
    root = str(__package__).rpartition(".")[0]
    with _lock:
        for module in modules:
            _brought(f"{root}.{module}")


def _brought(name: str) -> Any:
    with _lock:
        # Bound early: the script may put a function of its own into builtins.
        return session.bundle.bring(name) if session.bundle is not None else _import(name, fromlist=("",))
