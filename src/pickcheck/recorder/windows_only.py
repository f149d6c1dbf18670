"""What only Windows has, as far as it can be shown here: what is there when it is asked for, and unsure when it is used."""

from __future__ import annotations

import sys

from .limits import limited
from .windows_views import Function, unfollowed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FLAGS = {
    "CREATE_NEW_CONSOLE": 0x10, "CREATE_NEW_PROCESS_GROUP": 0x200, "CREATE_NO_WINDOW": 0x8000000, "DETACHED_PROCESS": 8,
    "CREATE_DEFAULT_ERROR_MODE": 0x4000000, "CREATE_BREAKAWAY_FROM_JOB": 0x1000000, "ABOVE_NORMAL_PRIORITY_CLASS": 0x8000,
    "BELOW_NORMAL_PRIORITY_CLASS": 0x4000, "HIGH_PRIORITY_CLASS": 0x80, "IDLE_PRIORITY_CLASS": 0x40,
    "NORMAL_PRIORITY_CLASS": 0x20, "REALTIME_PRIORITY_CLASS": 0x100,
}  # fmt: skip


def _version() -> Any:
    fields = {"major": 10, "minor": 0, "build": 19045, "platform": 2, "service_pack": ""}
    more = {
        "service_pack_major": 0,
        "service_pack_minor": 0,
        "suite_mask": 256,
        "product_type": 1,
        "platform_version": (10, 0, 19045),
    }

    class Version(tuple):  # type: ignore[type-arg]
        __slots__ = ()
        n_fields, n_sequence_fields, n_unnamed_fields = 10, 5, 0

        def __getattr__(self, name: str) -> Any:
            try:
                return {**fields, **more}[name]
            except KeyError:
                raise AttributeError(f"'sys.getwindowsversion' object has no attribute {name!r}") from None

        def __repr__(self) -> str:
            return f"sys.getwindowsversion({', '.join(f'{name}={value!r}' for name, value in fields.items())})"

    Version.__module__, Version.__qualname__ = "sys", "getwindowsversion"
    return Version(fields.values())


getwindowsversion = Function("sys", "getwindowsversion", _version)


def _startfile(*_args: Any, **_kwargs: Any) -> None:
    unfollowed("os", "startfile", sys._getframe(2))


startfile = Function("os", "startfile", _startfile)


def proactor(asyncio: Any) -> Any:
    """``asyncio.ProactorEventLoop``: the loop that is the default there."""

    class ProactorEventLoop:
        def __new__(cls, *_args: Any) -> Any:
            unfollowed("asyncio", "ProactorEventLoop", sys._getframe(1))
            return asyncio.new_event_loop()

        def __init_subclass__(cls) -> None:
            unfollowed("asyncio", "ProactorEventLoop", sys._getframe(1))

    ProactorEventLoop.__module__, ProactorEventLoop.__qualname__ = "asyncio.windows_events", "ProactorEventLoop"
    return ProactorEventLoop


class _Thread:
    """``sys.thread_info`` there."""

    name, lock, version = "nt", None, None

    def __iter__(self) -> Any:
        return iter(("nt", None, None))

    def __getitem__(self, index: Any) -> Any:
        return ("nt", None, None)[index]

    def __len__(self) -> int:
        return 3

    def __repr__(self) -> str:
        return "sys.thread_info(name='nt', lock=None, version=None)"


thread_info = _Thread()


def watcher(asyncio: Any) -> Any:
    """``asyncio.get_child_watcher`` (until 3.13). Raises AttributeError where there is none any more."""
    asyncio.get_child_watcher  # noqa: B018 - it is asked for

    def get_child_watcher() -> Any:
        raise limited(NotImplementedError(), "posix", "asyncio.get_child_watcher()", "", 2)

    return Function("asyncio", "get_child_watcher", get_child_watcher)
