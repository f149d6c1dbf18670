"""What goes wrong before a process runs: the start method, the context, a parent that may have no children.

CPython 3.10 to 3.14: Lib/multiprocessing/context.py ``DefaultContext``, ``BaseContext.get_context``;
Lib/multiprocessing/process.py ``BaseProcess.start``; Lib/multiprocessing/forkserver.py ``ForkServer.ensure_running``.
"""

from __future__ import annotations

import sys

from .labels import local
from .places import PACKAGE, USER, Place, kind_of, place_of, user_place
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PATH_LIMIT = 104  # bytes of a Unix socket's name, NUL included, on macOS; Linux has 108 (sys/un.h)


class _First:
    """Where the start method was settled in this process, and how."""

    place: Place | None = None
    how = ""


@quiet
def settled() -> None:
    """``get_context()`` or ``get_start_method()`` of the default context fixes the start method as it is."""
    frame = sys._getframe(2)
    if not _First.how:
        _First.place, _First.how = user_place(frame.f_back), frame.f_code.co_name


@quiet
def leave_set(_token: None, value: None, context: Any, method: Any) -> None:
    """``set_start_method`` has done it."""
    caller = sys._getframe(2).f_back
    _First.place, _First.how = user_place(caller), "set_start_method"
    if caller is None or kind_of(caller.f_code.co_filename) not in (USER, PACKAGE):
        return
    name = caller.f_globals.get("__name__")
    if name not in ("__main__", "__mp_main__") and caller.f_code.co_name == "<module>":
        session.journal.write("method_set", method=str(method), place=place_of(caller), module=str(name))


@quiet
def error_set(_token: None, context: Any, method: Any) -> None:
    """``set_start_method`` refused: the start method was settled before."""
    error = sys.exc_info()[1]
    if context._actual_context is None or type(error) is not RuntimeError:
        return
    place = user_place(sys._getframe(2).f_back)
    session.journal.write(
        "context_set",
        number=session.number(error),
        method=str(method),
        place=place,
        first=_First.place,
        how=_First.how,
        importing=_importing_main(),
    )


def _importing_main() -> bool:
    """Whether this process is a child that imports the script (Lib/multiprocessing/spawn.py, ``prepare``)."""
    frame: Any = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_name == "prepare" and frame.f_code.co_filename.endswith("spawn.py"):
            return True
        frame = frame.f_back
    return False


@quiet
def error_start(_token: None, process: Any) -> None:
    """``Process.start()`` refused: a daemonic process may have no children."""
    error = sys.exc_info()[1]
    current = sys.modules["multiprocessing.process"].current_process()
    if type(error) is AssertionError and current._config.get("daemon"):
        place = user_place(sys._getframe(2).f_back)
        session.journal.write("daemonic", number=session.number(error), name=current._name, place=place)


@quiet
def error_forkserver(_token: None, server: Any) -> None:
    """The forkserver's socket could not be made: the temporary folder's path is too long for one."""
    error, frame = sys.exc_info()[1], sys._getframe(2)
    address = local(frame, "address")
    if isinstance(error, OSError) and isinstance(address, str):
        _long_path(error, address, "process")


@quiet
def error_listener(_token: None, listener: Any, address: Any, family: Any) -> None:
    """A ``Listener``'s socket (a manager's, say) could not be made."""
    error = sys.exc_info()[1]
    if isinstance(error, OSError) and family == "AF_UNIX" and isinstance(address, str):
        _long_path(error, address, "manager" if session.channel == "manager" else "pipe")


def _long_path(error: OSError, address: str, channel: str) -> None:
    if len(address.encode("utf-8", "surrogateescape")) >= _PATH_LIMIT - 1 and session.known(error) is None:
        place = user_place(sys._getframe(3))
        facts = {"address": address, "channel": channel, "place": place}
        session.journal.write("long_path", number=session.number(error), **facts)


@quiet
def enter_main_again(path: str) -> None:
    """``spawn._fixup_main_from_path``: the child imports the script as ``__mp_main__``."""
    session.journal.write("main_again", path=path)


@quiet
def leave_main_by_name(_token: None, value: None, name: str) -> None:
    """``spawn._fixup_main_from_name``: the child has imported the module that ``python -m`` ran, if it is no ``__main__``."""
    module = sys.modules.get("__mp_main__")
    path = getattr(module, "__file__", None)
    if getattr(getattr(module, "__spec__", None), "name", None) == name and isinstance(path, str):
        session.journal.write("main_again", path=path)
