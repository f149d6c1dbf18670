"""Journals -> the facts of a run. Tolerant of a cut last line, strict on the version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import PickcheckError
from ..facts import ChildProcess, Failure, LeafFacts, RawPlace, RunFacts, Total, Uncaught
from . import surroundings
from .events import events_of, unread_of
from .lines import Record, record_in
from .moments import moments_of
from .platform_records import platform_of
from .roots import Roots, moved, renamed
from .tasks import Tasks

VERSION = 1
EXECUTORS = ("executor", "loky", "joblib")  # whose tasks have numbers and whose results come back under them
_TASKS = ("pool", *EXECUTORS)  # the channels whose errors come back, each to whoever asks for its task's result


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
        failures=_failures(records, received, delivered, tasks),
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
    starts = _starts(records)
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


def _starts(records: list[Record]) -> dict[int, RawPlace | None]:
    """The line that started each process: for what an engine sends there, where no code of the user's asks for it."""
    return {record["about"]: record["place"] for record in records if record["kind"] == "started"}


# ---------------------------------------------------------------- failures


def _failures(
    records: list[Record], received: list[Record], delivered: set[tuple[int, int]], tasks: Tasks
) -> tuple[Failure, ...]:
    complete = {(r["pid"], r["number"]) for r in records if r["kind"] == "failure"}
    cut = [r for r in records if r["kind"] == "failing" and (r["pid"], r["number"]) not in complete]
    for record in cut:
        record.update(leaves=[], searched=False, notes=["the process ended while the leaf was looked for"])
    found = [r for r in records if r["kind"] == "failure"] + cut
    starts = _starts(records)
    for record in found:
        if record["channel"] in ("dataloader", "dask") and record["place"] is None:
            record["place"] = starts.get(record["pid"])
    parents = {record["pid"]: record["parent"] for record in records if record["kind"] == "child"}
    answers, calls = _Answers(received), _calls(found)
    # The last such record has them all.
    more = {(r["pid"], r["number"]): r["count"] for r in records if r["kind"] == "more_failures"}
    failures = [
        _failure(record, answers, delivered, parents.get(record["pid"]), tasks, calls.get(_call(record), set()))
        for record in found
    ]
    failures = [
        replace(one, count=1 + more.get((record["pid"], record["number"]), 0))
        for one, record in zip(failures, found, strict=True)
    ]
    return tuple(_merged(_told(failures)))


def _told(failures: list[Failure]) -> Iterator[Failure]:
    """The failures, those of tasks told of by another's: a script that asks one after the other stops at the first error.

    As with the errors that tasks raise themselves (``unread_of``): one that is read speaks for its place.
    """
    places = {(one.channel, one.place) for one in failures if one.channel in _TASKS and one.delivered and one.place}
    for one in failures:
        told = one.stage == "dump" and (one.channel, one.place) in places
        yield replace(one, delivered=True) if told else one


def _failure(
    record: Record, answers: _Answers, delivered: set[tuple[int, int]], parent: int | None, tasks: Tasks,
    call: set[tuple[int, int]],
) -> Failure:  # fmt: skip
    keys = {(record["pid"], record["number"]), *call}
    if record.get("stage") == "load":
        sent = tasks.sent(record)
        keys |= sent.keys
        roots = [moved(root, sent.offset) for root in record.get("roots", ())]
        record = {**record, "place": record["place"] or sent.place, "roots": roots}
    answer = answers.to(record, parent)
    if answer is not None:
        keys |= answers.keys(answer)
        record = {**record, "place": answer["place"] or record["place"]}
    elif record["channel"] in EXECUTORS and record["direction"] == "to parent" and record.get("stage") != "load":
        # The worker died of it: whoever waited for the result got the executor's own error.
        sent = tasks.sent({**record, "direction": "to child"})
        keys |= sent.keys
        record = {**record, "place": sent.place or record["place"]}
    leaves = tuple(leaf_of(leaf, record.get("roots") or [], _shift(record, answer)) for leaf in record["leaves"])
    return Failure(
        channel=record["channel"],
        direction=record["direction"],
        place=record["place"],
        delivered=record["delivered"] or bool(keys & delivered),
        sender="parent" if parent is None else "child",
        raised=(record["raised"]["type"], record["raised"]["message"]),
        type=record["type"],
        leaves=leaves,
        notes=tuple(record["notes"]),
        count=1,
        keys=frozenset(keys),
        stage=record.get("stage", "dump"),
        searched=record.get("searched", True),
    )


def _call(record: Record) -> tuple[Any, ...] | None:
    """Of a part of a ``map`` that could not be sent to a worker: the call, which raises one error for all its parts."""
    if record["direction"] != "to child" or record.get("stage") == "load" or not record["job"]:
        return None
    if record["channel"] == "pool":
        return record["pid"], record["job"][0]
    mapped = any(name.startswith("iterable") for _, name, _ in record.get("roots") or ())
    return (record["pid"], record["place"]) if mapped else None


def _calls(found: list[Record]) -> dict[Any, set[tuple[int, int]]]:
    calls: dict[Any, set[tuple[int, int]]] = defaultdict(set)
    for record in found:
        if (call := _call(record)) is not None:
            calls[call].add((record["pid"], record["number"]))
    return calls


class _Answers:
    """What came back to those who asked, found by what the process that failed knows of it."""

    def __init__(self, received: list[Record]) -> None:
        self._pool = {(r["pid"], r["job"]): r for r in received if r["channel"] == "pool"}
        self._calls: dict[tuple[int, int], list[Record]] = defaultdict(list)
        for (pid, job), record in self._pool.items():
            self._calls[pid, job[0]].append(record)
        self._later = {name: [r for r in received if r["channel"] == name] for name in ("manager", "dask")}
        self._executor: dict[int, list[Record]] = defaultdict(list)
        for record in received:
            if record["channel"] in EXECUTORS:
                self._executor[record["job"][0]].append(record)

    def to(self, record: Record, parent: int | None) -> Record | None:
        """The record of what came back instead of a result that could not be sent, in the process that asked."""
        if record["direction"] != "to parent" or record.get("stage") == "load":
            return None
        if record["channel"] == "pool":
            return self._pool.get((parent, record["job"])) or self._of_call(parent, record["job"])
        if record["channel"] in EXECUTORS:
            numbers = [record["job"][0]]
            if record["channel"] == "joblib":  # it gives up the others when one fails: any of them tells whose it was
                numbers += self._executor
            mine = (other for job in numbers for other in self._executor[job] if record["pid"] in other["pids"])
            return next(mine, None)
        if record["channel"] in self._later:
            later = (r for r in self._later[record["channel"]] if r["at"] >= record["at"] and r["pid"] != record["pid"])
            return next(later, None)
        return None

    def _of_call(self, pid: int | None, job: tuple[int, int]) -> Record | None:
        """What came back of another part of the same ``map``: after the first error nobody waits for the others."""
        others = self._calls.get((pid or 0, job[0]))
        return {**others[0], "job": job} if others else None

    def keys(self, answer: Record) -> set[tuple[int, int]]:
        """The errors by which the script can hear of it: a ``map`` raises one for all its parts."""
        same: list[Record] = []
        if answer["channel"] == "pool":
            same = self._calls.get((answer["pid"], answer["job"][0]), [])
        elif answer["channel"] in EXECUTORS:
            # Futures of a map know their index; those of submit() have none, and each has an error of its own.
            others = [one for mine in self._executor.values() for one in mine if _place(one) == _place(answer)]
            same = others if any(one["job"][1] for one in others) else []
        return {(one["pid"], one["number"]) for one in (answer, *same)}


def _place(answer: Record) -> tuple[Any, ...]:
    return answer["pid"], answer["place"]


def _shift(record: Record, answer: Record | None) -> int | None:
    """For a part of a ``map``: how far its results' indices are from those of the whole."""
    if answer is None or record["channel"] in ("manager", "dask"):
        return None
    if record["channel"] in EXECUTORS:
        return int(answer["job"][1])
    return int(answer["job"][1]) * int(answer["chunk"] or 1)


def leaf_of(facts: Record, roots: Roots = (), shift: int | None = None) -> LeafFacts:
    """A leaf's facts from the plain ones of ``pickling.facts``, its paths from what the user wrote."""

    def rename(path: str) -> str:
        return renamed(path, roots, shift)

    within = facts.get("within")
    defined = facts.get("defined_at")
    steps = [(step["step"], step["type"]) for step in facts["steps"]]
    path = rename(facts["path"])
    kept = list(_from_root(path, steps))
    return LeafFacts(
        path=path,
        also_at=tuple(rename(other) for other in facts["also_at"]),
        steps=tuple(kept),
        type=facts["type"],
        bases=tuple(facts["bases"]),
        repr=facts["repr"],
        within=(rename(within["path"]), within["type"]) if within else None,
        raised=(facts["raised"]["type"], facts["raised"]["message"]),
        defined_at=(defined["path"], defined["line"], defined.get("qualname")) if defined else None,
        function=facts.get("function"),
        cls=facts.get("cls"),
        by_value=facts.get("by_value"),
        depth=facts.get("depth"),
        python_class=bool(facts.get("python_class")),
        load=_load(facts.get("load"), rename),
        beside=_beside(facts.get("beside", ()), kept, len(steps)),
    )


def _beside(told: Sequence[Record | None], steps: list[tuple[str, str]], count: int) -> tuple[Record | None, ...]:
    """What lies beside each of the steps that are left of ``count``; beside ``args[0]`` lies ``args[1]``."""
    left = list(told[count - len(steps) :])
    root = steps[0][0].rpartition("[")[0] if steps else ""
    if left and left[0] is not None:
        parts = [{**part, "step": root + part["step"]} for part in left[0]["parts"]]
        left[0] = {**left[0], "parts": parts} if root and "[" not in root else None
    return tuple(left)


def _load(facts: Record | None, rename: Callable[[str], str]) -> Record | None:
    if facts is None or facts.get("holder") is None:
        return facts
    return {**facts, "holder": rename(facts["holder"])}


def _from_root(path: str, steps: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The steps from the user's root on: those before it are multiprocessing's own (a task's tuple, say)."""
    rest: list[tuple[str, str]] = []
    left = path
    for step, kind in reversed(steps):
        shorter = left.removesuffix(step)
        if shorter in ("", "args", "kwargs", "iterable", "initargs") or shorter == left:
            rest.append((left, kind))
            break
        rest.append((step, kind))
        left = shorter
    return reversed(rest)


def _merged(failures: Iterable[Failure]) -> Iterable[Failure]:
    """The same failure at the same place, once, with its count; delivered only if every one was."""
    groups: dict[tuple[Any, ...], list[Failure]] = defaultdict(list)
    at: dict[tuple[Any, ...], set[tuple[Any, ...]]] = defaultdict(set)
    for failure in failures:
        where = (failure.channel, failure.direction, failure.place, failure.type)
        group = (*where, tuple(leaf.path for leaf in failure.leaves))
        if failure.leaves:
            at[where].add(group)
        elif failure.searched and len(at[where]) == 1:
            (group,) = at[where]  # one more of many at its place, where none but these leaves were found
        groups[group].append(failure)
    for same in groups.values():
        keys = frozenset().union(*(failure.keys for failure in same))
        delivered = all(failure.delivered for failure in same)
        yield Failure(
            **{**vars(same[0]), "count": sum(failure.count for failure in same), "keys": keys, "delivered": delivered}
        )


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
