"""Facts of processes: how they were started and ended, what they raised, met and waited for, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import RawPlace


@dataclass(frozen=True)
class Uncaught:
    """An exception that ended a process or a thread, with the user's last line in it.

    stage: "starting" for a child whose work had not begun. raised_in: the function of multiprocessing that raised it
    (``spawn.py:_check_not_importing_main``), empty when it was raised elsewhere. causes: the texts of the errors that
    it was raised from. codec: of a UnicodeError, the codec's name.
    """

    pid: int
    type: str
    message: str
    place: RawPlace | None
    thread: str | None
    stage: str | None
    raised_in: str
    bases: tuple[str, ...]
    remote: bool
    keys: frozenset[tuple[int, int]]
    causes: tuple[str, ...] = ()
    codec: str | None = None

    @property
    def said(self) -> str:
        """The exception in one line: its type, and the first line of its text that says something.

        Of a text that is another process's traceback, as a manager's RemoteError has, that is the last one.
        """
        lines = [line.strip() for line in self.message.splitlines() if any(map(str.isalnum, line))]
        if lines and "Traceback (most recent call last)" in lines[0]:
            lines = lines[-1:]
        return self.type.rpartition(".")[2] + (f": {lines[0]}" if lines else "")


@dataclass(frozen=True)
class ChildProcess:
    """A process that multiprocessing started, as its parent and it itself told it.

    exit_status: negative for a signal; None when nobody learnt it. signalled: the script itself, or pickcheck, sent it a signal.
    looked_at: the script's own code read its exit code after it had ended badly. meant: it was killed, and the script's
    own code may have done that.
    """

    pid: int
    name: str
    parent: int
    channel: str
    place: RawPlace | None
    daemon: bool
    exit_status: int | None
    signalled: bool
    looked_at: bool
    ended: bool
    meant: bool = False


@dataclass(frozen=True)
class Event:
    """Something that a process met and wrote down, other than a dump, a load or an end; ``kind`` tells what.

    details: plain facts, as the recorder's module of the event documents them. keys: the errors that tell of it, by
    process and number.
    """

    kind: str
    pid: int
    place: RawPlace | None
    details: Mapping[str, Any]
    keys: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Wait:
    """What a thread did when the run was ended: mostly, wait without a time limit for another thread or process of it.

    main: whether it is its process's main thread. what: what it waits for, in words; empty for one that is alive. place: the user's line.
    inside: the functions of the standard library that wait, innermost first (``multiprocessing/queues.py:get``).
    library: the file of the library in C in which it waits for a thread that its process has not got; else empty.
    servers: multiprocessing's own processes, where they are all the children that are left of those it waits for; else empty.
    source: the expression of the user's whose ``get()`` or ``recv()`` it is in (``self.items``), where its line says so.
    initializing: whether it is in the initializer of a pool's or an executor's worker.
    """

    pid: int
    process: str
    main: bool
    what: str
    place: RawPlace | None
    inside: tuple[str, ...] = ()
    library: str = ""
    servers: str = ""
    source: str = ""
    initializing: bool = False


@dataclass(frozen=True)
class Moment:
    """Something that a process of the run wrote down, and when (the epoch's seconds).

    kind: "start", "begin", "cross", "fail", "raise", "receive", "signal", "broken", "end". text: what, in words that hold no
    value. other: the process that it is about.
    """

    at: float
    pid: int
    kind: str
    text: str
    place: RawPlace | None
    other: int | None
