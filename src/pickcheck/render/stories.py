"""A run's timeline as rows to show: the processes as lanes, beside each moment what every lane does then."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Moment, Timeline
from .phrases import at

LANES, ROWS = 8, 40
TELLING = frozenset(["fail", "raise", "broken", "wait", "stop", "signal"])
# A pause is told from this many seconds on, where it is no small part of the run.
_PAUSE, _PART = 0.5, 0.1


@dataclass(frozen=True)
class Row:
    """A moment, or a pause (kind "pause"). rails: for each lane "", "on", "here", "over" (crossed by a start), "to" or "idle"."""

    at: float
    process: str
    kind: str
    text: str
    where: str
    source: str
    rails: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """The lanes' names, the rows, and how many moments are not among them."""

    lanes: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: int


def story(timeline: Timeline, target: str, lanes: int = LANES, rows: int = ROWS) -> Story:
    """The timeline with so many processes and moments at most: the telling ones, then the first.

    target: the file of which a line alone is named.
    """
    moments = [moment for moment in timeline.moments if moment.process]
    chosen = _lanes(moments, lanes)
    mine = [moment for moment in moments if moment.process in chosen or moment.kind == "stop"]
    kept = sorted(mine, key=lambda moment: (moment.kind not in TELLING, moment.at))[:rows]
    kept = [moment for moment in mine if moment in kept]
    return Story(chosen, tuple(_rows(kept, chosen, target)), timeline.left_out + len(timeline.moments) - len(kept))


def _lanes(moments: list[Moment], most: int) -> tuple[str, ...]:
    own = {moment.process for moment in moments if moment.kind == "stop"}  # of pickcheck
    names = list(dict.fromkeys(moment.process for moment in moments if moment.process not in own))
    telling = {moment.process for moment in moments if moment.kind in TELLING}
    best = set(sorted(names, key=lambda name: (name not in telling, names.index(name)))[:most])
    return tuple(name for name in names if name in best)


def _rows(moments: list[Moment], lanes: tuple[str, ...], target: str) -> list[Row]:
    length = moments[-1].at if moments else 0.0
    started = {moment.other for moment in moments if moment.kind == "start"}
    alive = {name for name in lanes if name not in started}
    rows: list[Row] = []
    before = 0.0
    for moment in moments:
        pause = moment.at - before
        if pause >= max(_PAUSE, _PART * length):
            idle = tuple("idle" if name in alive else "" for name in lanes)
            rows.append(Row(before, "", "pause", f"{pause:.1f} s in which nothing else is on record", "", "", idle))
        before = moment.at
        if moment.kind == "start" and moment.other:
            alive.add(moment.other)
        rows.append(_row(moment, lanes, alive, target))
        if moment.kind in ("end", "wait"):
            alive.discard(moment.process)
    return rows


def _row(moment: Moment, lanes: tuple[str, ...], alive: set[str], target: str) -> Row:
    place = moment.place
    where = "" if place is None else f"line {place.line}" if place.path == target else at(place)
    return Row(
        moment.at, moment.process, moment.kind, moment.text, where,
        (place.source or "") if place else "", _rails(moment, lanes, alive),
    )  # fmt: skip


def _rails(moment: Moment, lanes: tuple[str, ...], alive: set[str]) -> tuple[str, ...]:
    rails = ["on" if name in alive else "" for name in lanes]
    if moment.process not in lanes:
        return tuple(rails)
    here = lanes.index(moment.process)
    rails[here] = "here"
    if moment.kind == "start" and moment.other in lanes:
        there = lanes.index(moment.other)
        for between in range(min(here, there) + 1, max(here, there)):
            rails[between] = f"over {rails[between]}".strip()
        rails[there] = "to"
        rails[here] = "from" if there > here else "here"
    return tuple(rails)
