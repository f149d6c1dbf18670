"""Journals -> the facts of a run. Tolerant of a cut last line, strict on the version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import PickcheckError
from ..facts import ChildProcess, RawPlace, RunFacts, Total, Uncaught
from . import surroundings
from .events import events_of, unread_of
from .failed import failures_of, starts_of
from .lines import Record, record_in
from .moments import moments_of
from .platform_records import platform_of
from .stalls import SIGNAL
from .tasks import Tasks

VERSION = 1


def read(control: Path) -> RunFacts:
    """The facts in a control folder. Raises PickcheckError for a journal of another version."""
    journals = [_records(path) for path in sorted((control / "journals").glob("*.journal"), key=_begun)]
    return facts_of([record for journal in journals for record in journal])


def facts_of(records: list[Record]) -> RunFacts:
    """The facts that these records tell of, those of one process in the order in which it wrote them."""
    received = [record for record in records if record["kind"] == "received"]
    delivered = {(r["pid"], r["number"]) for r in records if r["kind"] == "delivered"}
    delivered |= {(r["pid"], r["number"]) for r in received if r["delivered"]}
    tasks = Tasks(records)
    return RunFacts(
        main_pid=_main_pid(records),
        totals=_totals(records),
        failures=failures_of(records, received, delivered, tasks),
        uncaught=tuple(_uncaught(record) for record in records if record["kind"] == "uncaught"),
        children=tuple(_children(records, tasks.noticed(delivered))),
        troubles=tuple(_troubles(records)),
        events=tuple(events_of(records)),
        unread=tuple(unread_of(records, delivered)),
        surroundings=surroundings.read(records),
        platform=platform_of(records),
        moments=tuple(moments_of(records)),
    )


def _begun(path: Path) -> tuple[str, str]:
    """When a journal was begun: what failed first is told first. Process ids are in no order on Windows."""
    return path.stem.partition("-")[2], path.name


def _records(path: Path) -> list[Record]:
    """A journal's records, each with its process's ``pid`` and ``ppid``; lines that were cut are left out."""
    return list(Journal(path.name).records(path.read_text(encoding="utf-8", errors="replace")))


class Journal:
    """One process's journal, which may be read in parts: whole lines, in their order."""

    def __init__(self, name: str) -> None:
        self.name = name
        # Its name tells the process where its first line is cut.
        self._header: Record = {"pid": int(name.partition("-")[0]), "ppid": 0}

    def records(self, text: str) -> Iterator[Record]:
        """The records in these lines. Raises PickcheckError for a journal of another version."""
        for line in text.split("\n"):
            record = record_in(line)
            if record is None:
                continue
            if record["kind"] == "process":
                if record["version"] != VERSION:
                    raise PickcheckError(f"{self.name}: journal version {record['version']}, not {VERSION}")
                self._header = record
            yield self._of_process(record)

    def _of_process(self, record: Record) -> Record:
        about = {"about": record["pid"]} if "pid" in record else {}
        return {**record, **about, "pid": self._header["pid"], "ppid": self._header["ppid"]}


def _main_pid(records: list[Record]) -> int | None:
    started = [r for r in records if r["kind"] == "started_python"]
    return min(started, key=lambda r: float(r["at"]))["pid"] if started else None


# ---------------------------------------------------------------- crossings


def _totals(records: list[Record]) -> tuple[Total, ...]:
    """Totals over all processes: of each process the last record of a crossing holds its running totals."""
    last: dict[tuple[Any, ...], Record] = {}
    starts = starts_of(records)
    for record in records:
        if record["kind"] == "crossing":
            place = record["place"] or starts.get(record["pid"])
            if place is not None:
                last[record["pid"], record["channel"], record["direction"], place] = {**record, "place": place}
    sums: dict[tuple[str, str, RawPlace], list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for record in last.values():
        total = sums[record["channel"], record["direction"], record["place"]]
        for index, name in enumerate(("count", "bytes", "seconds")):
            total[index] += record[name]
    return tuple(Total(*key, int(count), int(size), seconds) for key, (count, size, seconds) in sums.items())


# ---------------------------------------------------------------- processes


def _uncaught(record: Record) -> Uncaught:
    return Uncaught(
        pid=record["pid"],
        type=record["type"],
        message=record["message"],
        place=record["place"],
        thread=record.get("thread"),
        stage=record.get("stage"),
        raised_in=record["raised_in"],
        bases=tuple(record["bases"]),
        remote=record["remote"] is not None,
        keys=frozenset((record["pid"], number) for number in record["links"]),
        causes=tuple(record.get("causes", ())),
        codec=record.get("codec"),
    )


def _children(records: list[Record], noticed: set[int]) -> Iterator[ChildProcess]:
    reaped = {r["about"]: r["status"] for r in records if r["kind"] == "reaped"}
    meant = {r["about"] for r in records if r["kind"] == "reaped" and r.get("meant")}
    signalled = {r["about"] for r in records if r["kind"] == "signalled" and r["about"] != r["pid"]}
    # It was asked for its stacks the moment it left.
    signalled |= {pid for pid, status in reaped.items() if SIGNAL is not None and status == -SIGNAL}
    looked_at = {r["about"] for r in records if r["kind"] == "looked_at"}
    own = {r["pid"]: r["status"] for r in records if r["kind"] == "end"}
    for record in records:
        if record["kind"] == "started":
            pid = record["about"]
            yield ChildProcess(
                pid=pid, name=record["name"], parent=record["pid"], channel=record["channel"], place=record["place"],
                daemon=record["daemon"], exit_status=reaped.get(pid, own.get(pid)), signalled=pid in signalled,
                looked_at=pid in looked_at or pid in noticed,
                ended=pid in own, meant=pid in meant,
            )  # fmt: skip


def _troubles(records: list[Record]) -> Iterator[str]:
    if _main_pid(records) is None:
        yield "nothing at all: the recorder did not come up in the script's process"
    seen = set()
    for record in records:
        if record["kind"] == "trouble":
            text = f"{record['hook']} raised {record['error']}: {record['text']}"
        elif record["kind"] == "unwatched":
            text = f"{record['name']} is not watched ({record['reason']})"
        elif record.get("lost_records"):
            text = f"{record['lost_records']} records could not be written"
        else:
            continue
        if text not in seen:
            seen.add(text)
            yield text
