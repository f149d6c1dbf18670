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
    python_class: whether Python code of its class says how it is pickled, and so refused.
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

    @property
    def root(self) -> str:
        """The root that the path begins with: ``target``, ``args``, ``obj``, ``result``, ..."""
        for end, letter in enumerate(self.path):
            if not (letter.isalnum() or letter == "_"):
                return self.path[:end]
        return self.path


@dataclass(frozen=True)
class Failure:
    """A dump that failed.

    delivered: its error reached the script's own code. sender: "parent" or "child", who pickled.
    count: how often it failed so at this place. links: the numbers by which errors refer to it.
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


@dataclass(frozen=True)
class Uncaught:
    """An exception that ended a process or a thread, with the user's last line in it.

    stage: "starting" for a child whose work had not begun. raised_in: the function of multiprocessing that raised it
    (``spawn.py:_check_not_importing_main``), empty when it was raised elsewhere.
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

    @property
    def said(self) -> str:
        """The exception in one line: its type, and the first line of its text that says something."""
        lines = [line.strip() for line in self.message.splitlines() if line.strip()]
        return self.type.rpartition(".")[2] + (f": {lines[0]}" if lines else "")


@dataclass(frozen=True)
class ChildProcess:
    """A process that multiprocessing started, as its parent and it itself told it.

    exit_status: negative for a signal; None when nobody learnt it. signalled: the script itself sent it a signal.
    looked_at: the script's own code read its exit code after it had ended badly.
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
    "environ", "random"; of errors: "limit" (of recursion), "stdin", "fd". subject: ``module.NAME['k']``, a logger, a variable. mine, theirs: the child's value and the
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

    kind: "threads", "lock", "connection". subject: what it is about. place: the line that forked, or that used it.
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
class Surroundings:
    """What a run's children saw beside their payloads, fork's hazards, and what was costly.

    uncompared: ``module.NAME`` of globals that a child's work reads and that were too big to be compared.
    """

    differences: tuple[Difference, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    heavy: tuple[Heavy, ...] = ()
    starts: tuple[Start, ...] = ()
    uncompared: tuple[str, ...] = ()


@dataclass(frozen=True)
class RunFacts:
    """All that one run's journals tell. ``troubles``: what the recorder itself could not do."""

    main_pid: int | None
    totals: tuple[Total, ...]
    failures: tuple[Failure, ...]
    uncaught: tuple[Uncaught, ...]
    children: tuple[ChildProcess, ...]
    troubles: tuple[str, ...]
    surroundings: Surroundings = Surroundings()
