"""an open file, socket or other handle of the system."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import a, short, subject

_TYPES = frozenset(
    [
        "select.epoll",
        "select.poll",
        "select.kqueue",
        "select.devpoll",
        "mmap.mmap",
        "sqlite3.Connection",
        "sqlite3.Cursor",
        "posix.ScandirIterator",
        "nt.ScandirIterator",
        "posix.DirEntry",
        "nt.DirEntry",
        "_ssl._SSLContext",
        "ssl.SSLContext",
        "ssl.SSLSocket",
        "_ssl._SSLSocket",
        "subprocess.Popen",
        "_curses.window",
        "_socket.socket",
        "tempfile._TemporaryFileWrapper",
        "asyncio.unix_events._UnixSelectorEventLoop",
    ]
)
_BASES = frozenset(
    ("_io._IOBase", "io.IOBase", "_socket.socket", "_ssl._SSLContext", "sqlite3.Connection", "mmap.mmap")
)


def _matches(fault: Fault) -> bool:
    if fault.leaf.type in _TYPES or fault.leaf.type.startswith("_io."):
        return True
    return bool(_BASES & set(fault.leaf.bases))


def _message(fault: Fault) -> str:
    if fault.leaf.within is not None:
        return f"{subject(fault)} holds {a(short(fault.leaf.type))} ({fault.leaf.path}), a handle that only this process can use"
    return f"{fault.leaf.path} is {a(short(fault.leaf.type))}, a handle that only this process can use"


def _advice(fault: Fault) -> str:
    return "send what it is opened with (a path, an address, a DSN) and open it on the other side"


RULE = Rule(
    code="PK109",
    slug="os-handle",
    title="an open file, socket or other handle of the system",
    why=(
        "Open files, sockets of special kinds, database connections, directory iterators and the like are handles of "
        "the operating system that mean nothing in another process."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
