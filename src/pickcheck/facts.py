"""What the processes of one run wrote down, gathered: the plain facts that rules look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

RawPlace = tuple[str, int, str]


@dataclass(frozen=True)
class LeafFacts:
    """One leaf as the process that held it described it; its path begins with what the user wrote.

    function, cls: facts of the function or of the class at fault (``pickling/facts.py``); steps: pairs of
    (step, type) from the root to the leaf; by_value: whether cloudpickle would carry it by value, None if unknown;
    python_class: whether Python code of its class says how it is pickled, and so refused; load: for a part that pickled
    and did not load, what that has to do with (``pickling/loadfacts.py``); beside: for the first steps what lies beside
    each (``pickling/siblings.py``), None where that is not told.
    """

    path: str
    also_at: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    type: str
    bases: tuple[str, ...]
    repr: str
    within: tuple[str, str] | None
    raised: tuple[str, str]
    defined_at: tuple[str, int | None, str | None] | None
    function: Mapping[str, Any] | None
    cls: Mapping[str, Any] | None
    by_value: bool | None
    depth: int | None
    python_class: bool
    load: Mapping[str, Any] | None = None
    beside: tuple[Mapping[str, Any] | None, ...] = ()

    @property
    def root(self) -> str:
        """The root that the path begins with: ``target``, ``args``, ``obj``, ``result``, ..."""
        for end, letter in enumerate(self.path):
            if not (letter.isalnum() or letter == "_"):
                return self.path[:end]
        return self.path


@dataclass(frozen=True)
class Failure:
    """A dump that failed, or with stage "load" what was dumped and did not load.

    delivered: its error reached the script's own code. sender: "parent" or "child", who pickled.
    count: how often it failed so at this place. links: the numbers by which errors refer to it. searched: whether the search for
    its leaves came to an end; it runs methods of the script's (``__reduce__``), which may never return.
    """

    channel: str
    direction: str
    place: RawPlace | None
    delivered: bool
    sender: str
    raised: tuple[str, str]
    type: str
    leaves: tuple[LeafFacts, ...]
    notes: tuple[str, ...]
    count: int
    keys: frozenset[tuple[int, int]]
    stage: str = "dump"
    searched: bool = True


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


@dataclass(frozen=True)
class Unread:
    """Errors of tasks sent from one place, none of which the script's own code read: the first one, and how many."""

    channel: str
    place: RawPlace | None
    raised: tuple[str, str]
    count: int


@dataclass(frozen=True)
class Total:
    """A crossing's totals over all processes."""

    channel: str
    direction: str
    place: RawPlace
    count: int
    bytes: int
    seconds: float


@dataclass(frozen=True)
class Difference:
    """What a child of the run saw otherwise than its parent, where its work read it.

    kind: "missing", "stale", "shared" (an object of multiprocessing's that each child makes anew), "patched", "logging",
    "environ", "random", "warning" (an error in the parent), "hash" (of an equal value); of errors: "limit" (of recursion), "stdin", "fd", "cuda", "signal" (which the
    parent handles). subject: ``module.NAME['k']``, a logger, a variable. mine, theirs: the child's value and the
    parent's, in words. changed: file and line at which the parent changed it. pids: the children that read it.
    """

    kind: str
    subject: str
    theirs: str
    mine: str
    place: RawPlace | None
    channel: str
    changed: tuple[str, int] | None
    pids: frozenset[int]
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Hazard:
    """Something that fork does not go well with, at a fork of the run.

    kind: "threads", "lock", "connection", "socket". subject: what it is about. place: the line that forked, or that used it.
    struck: whether a child waits for it for ever. facts: what else is known.
    """

    kind: str
    subject: str
    place: RawPlace | None
    channel: str
    struck: bool
    pids: frozenset[int]
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Heavy:
    """A task that is big: the bytes of one, and the path to the part that makes it so. ``place``: who sends it."""

    channel: str
    place: RawPlace
    path: str
    type: str
    bytes: int
    of: int


@dataclass(frozen=True)
class Start:
    """The processor time that a child took from its start to its work, in seconds, and what it had imported by then."""

    pid: int
    channel: str
    place: RawPlace | None
    seconds: float
    modules: int
    packages: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Mapped:
    """A call of ``map`` with many tasks, and what its workers did: tasks each of ``items`` items, in all of them the
    seconds of work and the seconds from their first task to their last. count, bytes: of the tasks that were sent."""

    channel: str
    place: RawPlace
    workers: int
    tasks: int
    items: int
    seconds: float
    span: float
    count: int
    bytes: int


@dataclass(frozen=True)
class Surroundings:
    """What a run's children saw beside their payloads, fork's hazards, and what was costly.

    uncompared: ``module.NAME`` of globals that a child's work reads and that were too big to be compared.
    """

    differences: tuple[Difference, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    heavy: tuple[Heavy, ...] = ()
    starts: tuple[Start, ...] = ()
    mapped: tuple[Mapped, ...] = ()
    uncompared: tuple[str, ...] = ()


@dataclass(frozen=True)
class MissingName:
    """What user code asked for and Windows lacks: a module's name, or a whole module (``name`` is None).

    text: that of the error it got.
    """

    pid: int
    module: str
    name: str | None
    place: RawPlace | None
    text: str

    @property
    def written(self) -> str:
        """As the user wrote it: ``os.fork``, ``fcntl``."""
        return f"{self.module}.{self.name}" if self.name is not None else self.module


@dataclass(frozen=True)
class Limit:
    """A limit that was met and refused with an error: ``context`` (a start method that is not there), ``workers``,
    ``handles``, ``locked`` (a file that is open elsewhere), ...; what was asked for, and what there is at most.

    keys: the numbers by which errors refer to it. text: that of the error, by which it is known where it came from a worker.
    """

    name: str
    asked: str
    most: str
    place: RawPlace | None
    keys: frozenset[tuple[int, int]]
    text: str = ""


@dataclass(frozen=True)
class Platform:
    """What the processes of a run met of Windows.

    windows: whether it was Windows, or Windows was emulated.
    packages: modules that an installed package (its file is the ``text``) imports without a condition.
    unfollowed: what only Windows has, and so could not be followed here. hazards: (kind, detail, place) of what did not
    strike in this run.
    """

    missing: tuple[MissingName, ...] = ()
    unfollowed: tuple[MissingName, ...] = ()
    packages: tuple[MissingName, ...] = ()
    limits: tuple[Limit, ...] = ()
    hazards: tuple[tuple[str, str, RawPlace | None], ...] = ()
    windows: bool = False


@dataclass(frozen=True)
class RunFacts:
    """All that one run's journals tell. ``troubles``: what the recorder itself could not do.

    events: what else the processes met. unread: errors of tasks that nobody asked for. waits: for a run that was ended,
    what its threads waited for. stuck: the processes (pids) whose feeder thread wrote into a full pipe.
    """

    main_pid: int | None
    totals: tuple[Total, ...]
    failures: tuple[Failure, ...]
    uncaught: tuple[Uncaught, ...]
    children: tuple[ChildProcess, ...]
    troubles: tuple[str, ...]
    events: tuple[Event, ...] = ()
    unread: tuple[Unread, ...] = ()
    waits: tuple[Wait, ...] = ()
    stuck: frozenset[int] = frozenset()

    surroundings: Surroundings = Surroundings()
    platform: Platform = Platform()
    moments: tuple[Moment, ...] = ()

    def of_kind(self, kind: str) -> list[Event]:
        """The events of one kind."""
        return [event for event in self.events if event.kind == kind]
