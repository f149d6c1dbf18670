"""Connections that were open at a fork, and which processes read from them afterwards.

``recv`` and its like are methods written in C, which no guard can be put into. So once a process that has sockets open
forks, its classes of sockets get a descriptor in the place of each: what is looked up there is the very method that it was,
and no frame is added to a call. Lib/socket.py, Lib/ssl.py (CPython 3.10 to 3.14); Linux, where a descriptor tells its inode.
"""

from __future__ import annotations

import os
import sys

from .places import Place, user_place
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_DESCRIPTORS = "/proc/self/fd"
_READS = ("recv", "recv_into", "recvmsg", "recvmsg_into", "recvfrom", "recvfrom_into", "read")
_STREAM = 1  # SOCK_STREAM on Linux, but on MIPS
_LOOKS = 200  # at reads under a lock
_own: list[tuple[Any, str]] = []  # the classes and names that have a descriptor of ours
_methods: list[tuple[Any, str, Any]] = []  # those of them that had a method of their own


class _AtFork:
    """The sockets that were open at the last fork, by descriptor, and their inodes; without those that are told of already."""

    def __init__(self) -> None:
        self.open: dict[int, int] = {}
        self.looks = _LOOKS


at_fork = _AtFork()


class Watched:
    """Stands for one method of a class of sockets."""

    __slots__ = ("_method",)

    def __init__(self, method: Any) -> None:
        self._method = method

    def __get__(self, one: Any, cls: Any = None) -> Any:
        if one is not None and at_fork.open:
            _look(one)
        return self._method.__get__(one, cls)


def before() -> None:
    """About to fork."""
    module = sys.modules.get("socket")
    if module is None:
        return
    at_fork.open, at_fork.looks = dict(_sockets()), _LOOKS
    if at_fork.open and not _own:
        _install(module.socket)
        if "ssl" in sys.modules:
            _install(sys.modules["ssl"].SSLSocket)


def _sockets() -> Iterator[tuple[int, int]]:
    try:
        numbers = os.listdir(_DESCRIPTORS)
    except OSError:
        return
    for number in numbers:
        try:
            target = os.readlink(f"{_DESCRIPTORS}/{number}")
        except OSError:
            continue  # that of the folder itself
        if target.startswith("socket:["):
            yield int(number), int(target[len("socket:[") : -1])


def _install(cls: Any) -> None:
    plain = cls.__mro__[1] is sys.modules["_socket"].socket
    for name in _READS:
        method = cls.__dict__.get(name)
        if method is not None:
            _methods.append((cls, name, method))
        elif plain:
            method = getattr(cls, name, None)
        if method is not None:
            setattr(cls, name, Watched(method))
            _own.append((cls, name))


def uninstall() -> None:
    """Leave the classes as they were."""
    for cls, name in _own:
        if type(cls.__dict__.get(name)) is Watched:
            delattr(cls, name)
    for cls, name, method in _methods:
        if name not in cls.__dict__:
            setattr(cls, name, method)
    _own.clear()
    _methods.clear()


@quiet
def _look(one: Any) -> None:
    """Something reads from a socket: from one that was open at the fork?"""
    plain = sys.modules["_socket"].socket
    number = plain.fileno(one)
    inode = at_fork.open.get(number)
    if inode is None:
        return
    if plain.type.__get__(one) != _STREAM or os.readlink(f"{_DESCRIPTORS}/{number}") != f"socket:[{inode}]":
        del at_fork.open[number]  # messages of which each is whole; or another one by now
        return
    frame = sys._getframe(3)  # past quiet's and the descriptor's, to who reads
    place = user_place(frame)
    if place is None or frame.f_code.co_name == "_read_from_self":  # asyncio wakes its own loop with that one
        del at_fork.open[number]
    elif not _locked():
        del at_fork.open[number]
        _say(inode, place, _kind(one, plain))


def _say(inode: int, place: Place, kind: str) -> None:
    session.journal.write("socket_read", inode=inode, place=place, channel=session.channel, what=kind)


def _kind(one: Any, plain: Any) -> str:
    if hasattr(type(one), "do_handshake"):
        return "TLS connection"
    return "Unix socket" if plain.family.__get__(one) == 1 else "TCP connection"


def _locked() -> bool:
    """Whether this thread holds a lock of multiprocessing's: then the processes may well take turns.

    Lib/multiprocessing/synchronize.py has each of them registered for a fork (``SemLock.__init__``); the semaphores inside a
    condition are taken by one process and given back by another.
    """
    util = sys.modules.get("multiprocessing.util")
    if util is None or at_fork.looks <= 0:
        return False
    at_fork.looks -= 1
    locks = (getattr(value, "_semlock", None) for value in list(util._afterfork_registry.values()))
    return any(lock is not None and lock.maxvalue == 1 and lock._is_mine() for lock in locks)
