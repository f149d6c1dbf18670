"""Facts of what children saw beside their payloads, and of what fork does not go well with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import RawPlace
from .costs import Copied, Heavy, Mapped, Start


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
class Surroundings:
    """What a run's children saw beside their payloads, fork's hazards, and what was costly.

    uncompared: ``module.NAME`` of globals that a child's work reads and that were too big to be compared.
    """

    differences: tuple[Difference, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    heavy: tuple[Heavy, ...] = ()
    starts: tuple[Start, ...] = ()
    mapped: tuple[Mapped, ...] = ()
    copied: tuple[Copied, ...] = ()
    uncompared: tuple[str, ...] = ()
