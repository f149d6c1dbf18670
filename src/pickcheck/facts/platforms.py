"""Facts of what the processes of a run met of Windows."""

from __future__ import annotations

from dataclasses import dataclass

from . import RawPlace


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
