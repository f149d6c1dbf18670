"""Facts of what crossings, tasks and starts came to: how many, how big, how long."""

from __future__ import annotations

from dataclasses import dataclass

from . import RawPlace


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
class Copied:
    """Memory that forked children of one line copied though they changed nothing in it: how many children, the bytes of all
    of them, the bytes that one shared with its parent, and the largest globals, in words."""

    channel: str
    place: RawPlace | None
    children: int
    bytes: int
    shared: int
    names: tuple[str, ...]
