"""What fork does not go well with: threads that run beside it, locks that are held, database connections that are open.

In the parent, around ``Popen._launch`` of Lib/multiprocessing/popen_fork.py (CPython 3.10 to 3.14); and in the child, where
what was held or open is watched for being used.
"""

from __future__ import annotations

import _thread
import os
import sys
import time

from .places import Place, user_place
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LOCK, _RLOCK = type(_thread.allocate_lock()), _thread.RLock
# Connections that by their library's word are of use to one process only. (Redis' and SQLAlchemy's look for a fork themselves.)
_CONNECTIONS = (
    *("sqlite3.Connection", "_sqlite3.Connection", "psycopg2.extensions.connection", "psycopg.Connection"),
    *("psycopg.connection.Connection", "pymysql.connections.Connection", "MySQLdb.connections.Connection"),
    *("mysql.connector.connection.MySQLConnection", "mysql.connector.connection_cext.CMySQLConnection"),
)
_TASKS = "/proc/self/task"
_AT_LEAST, _LOOKS = 3, 100  # a millisecond each, at threads that may be about to leave
# Threads of the standard library's own, whose locks it mends after a fork.
_HELPERS = ("multiprocessing.", "concurrent.futures.process")
_said: set[Place] = set()


class AtFork:
    """What the process that forks last had at that moment: (hazard, module, name, steps) of each; a child inherits it.

    hazard: "lock", or a connection's class.

    happened: whether multiprocessing forks this process now, or has forked it from another.
    large: whether the child has so much memory of its parent's that what it copies of it is looked at.
    """

    def __init__(self) -> None:
        self.held: list[tuple[str, str, str, list[str]]] = []
        self.place: Place | None = None
        self.happened = self.large = False


at_fork = AtFork()


# ---------------------------------------------------------------- in the parent


@quiet
def enter_thread_start(thread: Any) -> None:
    """``Thread.start``: the line that starts it."""
    _facts(thread)["_pickcheck_place"] = user_place(sys._getframe(2))


def _facts(thread: Any) -> dict[str, Any]:
    """A thread's own dictionary: a subclass of the user's may have ideas of its own about attributes."""
    return object.__getattribute__(thread, "__dict__")  # type: ignore[no-any-return]


@quiet
def before() -> None:
    """About to fork: what a child would find locked or open."""
    from .classes import user_modules

    at_fork.happened = True
    at_fork.place = user_place(sys._getframe(4))  # past quiet's frames and enter_launch, to Popen._launch
    at_fork.held = [found for name, module in user_modules() for found in _held_in(name, module.__dict__)]
    if "_socket" in sys.modules:
        from . import sockets

        sockets.before()
    if sys.platform == "linux":
        from . import memory

        at_fork.large = memory.anonymous() * memory.SHARE >= session.copied


def _held_in(module: str, names: dict[str, Any]) -> Any:
    from .classes import attributes_of, class_name, of_user

    for name, value in list(names.items()):
        cls = type(value)
        if cls is _LOCK or cls is _RLOCK:
            if _is_held(value):
                yield "lock", module, name, []
        elif type(cls) is not type:
            continue  # a metaclass may have ideas of its own
        elif class_name(cls) in _CONNECTIONS:
            yield class_name(cls), module, name, []
        elif of_user(cls):
            for attribute, part in list((attributes_of(value, cls.__mro__) or {}).items()):
                if type(part) is _LOCK or type(part) is _RLOCK:
                    if _is_held(part):
                        yield "lock", module, name, [f".{attribute}"]
                elif class_name(type(part)) in _CONNECTIONS:
                    yield class_name(type(part)), module, name, [f".{attribute}"]


def _is_held(lock: Any) -> bool:
    """Whether a child of this thread would find it locked for ever."""
    if type(lock) is _LOCK:
        return bool(lock.locked())
    return repr(lock).startswith("<locked") and not lock._is_owned()


@quiet
def after(channel: str, place: Place | None) -> None:
    """The child runs: the threads that it has not got."""
    if place is None or place in _said or _is_helper(_current()):
        return
    threads = [thread for thread in _others() if not _is_helper(thread)]
    native, names = _native()
    if not threads and not native:
        return
    _said.add(place)
    told = [(str(facts.get("_name")), facts.get("_pickcheck_place")) for facts in map(_facts, threads[:20])]
    session.journal.write(
        "fork_hazard", hazard="threads", place=place, channel=channel, threads=told, native=native, names=names,
        libraries=_libraries() if native else [],
    )  # fmt: skip


def _active() -> dict[int, Any]:
    threading: Any = sys.modules.get("threading")
    return dict(threading._active) if threading is not None else {}


def _current() -> Any:
    return _active().get(_thread.get_ident())


def _others() -> list[Any]:
    mine = _thread.get_ident()
    return [thread for ident, thread in _active().items() if ident != mine]


def _is_helper(thread: Any) -> bool:
    """Whether it is a thread of multiprocessing's or of an executor of processes."""
    if thread is None:
        return False
    target = _facts(thread).get("_target")
    owners = [type(thread).__module__, getattr(target, "__module__", None)]
    return any(type(owner) is str and owner.startswith(_HELPERS) for owner in owners)


def _native() -> tuple[int, list[str]]:
    """How many threads there are that Python did not start, and the names that they gave themselves (Linux only).

    Counted after the fork, as CPython 3.12 does it: a library that ends its threads for a fork is no hazard.
    """
    for look in range(_LOOKS):
        try:
            tasks = os.listdir(_TASKS)
        except OSError:
            return 0, []
        count = len(tasks) - 1 - _thread._count()
        if count <= 0:
            return 0, []
        if look >= _AT_LEAST and not _is_one_leaving(tasks):
            break
        time.sleep(0.001)  # a thread that has just ended in Python may still be there for the kernel
    names = {_name_of(task) for task in tasks} - {_name_of(str(os.getpid())), ""}
    return count, sorted(names)[:5]


def _is_one_leaving(tasks: list[str]) -> bool:
    """Whether a thread that Python does not know runs: on a busy machine one that has ended waits for its turn to leave."""
    known = _known()
    return any(int(task) not in known and _state_of(task) != "S" for task in tasks)


def _known() -> set[int]:
    """The kernel's numbers of Python's threads, and of this one."""
    numbers = {number for thread in _active().values() if (number := _facts(thread).get("_native_id")) is not None}
    return numbers | {os.getpid(), _thread.get_native_id()}


def _libraries() -> list[str]:
    """The libraries that the threads run which Python did not start."""
    from .natives import libraries

    return libraries(_known())


def _state_of(task: str) -> str:
    """A letter (Linux' proc(5)): S for one that sleeps; empty for one that is gone."""
    return _told(task, "stat").rpartition(")")[2][1:2]


def _name_of(task: str) -> str:
    return _told(task, "comm").strip()


def _told(task: str, what: str) -> str:
    """A file of the kernel's about a thread; empty where that is gone."""
    try:
        with open(f"{_TASKS}/{task}/{what}", encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


# ---------------------------------------------------------------- in the child


@quiet
def watch() -> None:
    """In a forked child: watch for the use of what was locked or open at the fork, and of much memory."""
    if at_fork.large:
        from . import memory

        memory.watch()
    if not at_fork.held:
        return
    from .watching import watch_hazards

    watch_hazards(at_fork.held)
    at_fork.held = []
