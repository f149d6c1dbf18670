"""What waits for sockets and what connects, as on Windows, in a run under the emulated start method ``windows``.

There select() takes sockets alone, and is all that selectors has (Lib/selectors.py); the event loop that asyncio takes by itself
has no readers and writers (Lib/asyncio/events.py); multiprocessing's listeners know pipes and TCP (Lib/multiprocessing/
connection.py, ``_validate_family``). For user code only.
"""

from __future__ import annotations

import os
import stat
import sys

from .limits import limited
from .places import user_place
from .session import session
from .windows_views import Function, lazy, like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NOT_A_SOCKET = 10038, "An operation was attempted on something that is not a socket"
_NOTHING_GIVEN = 10022, "An invalid argument was supplied"
_made: dict[str, Any] = {}


def _select_of(module: Any) -> Any:
    def select(rlist: Any, wlist: Any, xlist: Any, timeout: Any = None) -> Any:
        """As of the module."""
        lists = [list(one) for one in (rlist, wlist, xlist)]
        _only_sockets([one for some in lists for one in some])
        return module.select(*lists, timeout)

    return _once("select", lambda: Function("select", "select", select))


def _selector_of(module: Any) -> Any:
    def make() -> Any:
        class SelectSelector(module.SelectSelector):  # type: ignore[misc, unused-ignore]
            """Select-based selector."""

            def select(self, timeout: Any = None) -> Any:
                _only_sockets([key.fileobj for key in self.get_map().values()])
                return super().select(timeout)

        SelectSelector.__module__, SelectSelector.__qualname__ = "selectors", "SelectSelector"
        return SelectSelector

    return _once("selector", make)


def _once(name: str, make: Any) -> Any:
    if name not in _made:
        _made[name] = make()
    return _made[name]


def _only_sockets(waited_for: list[Any]) -> None:
    if not waited_for:
        raise limited(OSError(*_NOTHING_GIVEN), "select", "nothing", "")
    for one in waited_for:
        if not _is_socket(one):
            raise limited(OSError(*_NOT_A_SOCKET), "select", type(one).__qualname__, "")


def _is_socket(one: Any) -> bool:
    if type(one).__module__ == "multiprocessing.connection":
        return False  # a pipe there; here often made of a pair of sockets
    try:
        return stat.S_ISSOCK(os.fstat(one if type(one) is int else one.fileno()).st_mode)
    except (OSError, AttributeError, TypeError, ValueError):
        return True  # whatever is wrong with it, select() says so


OF_SELECT: dict[str, Any] = {"select": lazy(_select_of)}
OF_SELECTORS: dict[str, Any] = {"DefaultSelector": lazy(_selector_of), "SelectSelector": lazy(_selector_of)}


# ---------------------------------------------------------------- listeners and clients


def change_connection(connection: Any) -> None:
    """``Listener`` and ``Client``: no Unix sockets."""
    from .windows import by_user

    init, client = connection.Listener.__init__, connection.Client

    def listen(self: Any, address: Any = None, family: Any = None, *args: Any, **kwargs: Any) -> None:
        # A manager's server is given an address by the script or by nobody.
        _check_family(address, family)
        init(self, address, family, *args, **kwargs)

    def connect(address: Any, family: Any = None, *args: Any, **kwargs: Any) -> Any:
        if by_user(sys._getframe(1)):  # a manager's proxies have the address of an emulated pipe
            _check_family(address, family)
        return client(address, family, *args, **kwargs)

    connection.Listener.__init__ = like(listen, init)
    connection.Client = like(connect, client)


def _check_family(address: Any, family: Any) -> None:
    if family == "AF_UNIX" or (family is None and type(address) is str and not _is_pipe(address)):
        raise limited(ValueError("Family AF_UNIX is not recognized."), "family", "AF_UNIX", "")


def _is_pipe(address: str) -> bool:
    """Whether it is the address of a pipe, or one that multiprocessing has chosen, which there is a pipe's."""
    return address.startswith("\\\\") or os.path.basename(os.path.dirname(address)).startswith("pymp-")


def change_handlers(handlers: Any) -> None:
    """``logging.handlers.SysLogHandler`` with a path, which asks for ``socket.AF_UNIX``."""
    real = handlers.SysLogHandler.__init__

    def init(self: Any, address: Any = ("localhost", handlers.SYSLOG_UDP_PORT), *args: Any, **kwargs: Any) -> None:
        if isinstance(address, str):
            text = "module 'socket' has no attribute 'AF_UNIX'"
            session.journal.write(
                "missing", module="socket", name="AF_UNIX", place=user_place(sys._getframe(1)), text=text
            )
            raise AttributeError(text, name="AF_UNIX", obj=sys.modules["socket"])
        real(self, address, *args, **kwargs)

    handlers.SysLogHandler.__init__ = like(init, real)


# ---------------------------------------------------------------- sockets


class _Hidden:
    """A method that sockets of Windows have not (Modules/socketmodule.c, ``CMSG_LEN``)."""

    def __init__(self, name: str, real: Any) -> None:
        self.name, self.real = name, real

    def __get__(self, obj: Any, kind: Any = None) -> Any:
        from .windows import by_user

        if not by_user(sys._getframe(1)):
            return self.real.__get__(obj, kind)
        text = f"'{kind.__name__}' object has no attribute {self.name!r}"
        place = user_place(sys._getframe(1))
        session.journal.write("missing", module="socket", name=self.name, place=place, text=text)
        raise AttributeError(text, name=self.name, obj=obj)


def change_socket(socket: Any) -> None:
    """``sendmsg`` and its like."""
    for name in ("sendmsg", "recvmsg", "recvmsg_into", "sendmsg_afalg"):
        real = getattr(socket.socket, name, None)
        if real is not None:
            setattr(socket.socket, name, _Hidden(name, real))


# ---------------------------------------------------------------- asyncio


def change_loop(loop: Any) -> None:
    """The event loop's readers and writers, which that of Windows has not."""
    for name in ("add_reader", "remove_reader", "add_writer", "remove_writer"):
        setattr(loop, name, _refused(name, getattr(loop, name)))


def _refused(name: str, real: Any) -> Any:
    from .windows import by_user

    def refuse(self: Any, *args: Any) -> Any:
        if by_user(sys._getframe(1)):
            raise limited(NotImplementedError(), "reader", name, "")
        return real(self, *args)

    return like(refuse, real)
