"""All the facts of one run, and of its tasks' errors that nobody read."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import RawPlace
from .costs import Total
from .leaves import Failure
from .platforms import Platform
from .processes import ChildProcess, Event, Moment, Uncaught, Wait
from .surroundings import Surroundings


@dataclass(frozen=True)
class Unread:
    """Errors of tasks sent from one place, none of which the script's own code read: the first one, and how many."""

    channel: str
    place: RawPlace | None
    raised: tuple[str, str]
    count: int


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

    surroundings: Surroundings = field(default_factory=Surroundings)
    platform: Platform = field(default_factory=Platform)
    moments: tuple[Moment, ...] = ()

    def of_kind(self, kind: str) -> list[Event]:
        """The events of one kind."""
        return [event for event in self.events if event.kind == kind]
