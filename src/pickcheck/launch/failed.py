"""Journals' records -> the failures of a run: whose task it was, who heard of it, and the same ones once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..facts import RawPlace
from ..facts.leaves import Failure
from .answers import EXECUTORS, Answers
from .leaves import leaf_of
from .lines import Record
from .roots import moved
from .tasks import Tasks

_TASKS = ("pool", *EXECUTORS)  # the channels whose errors come back, each to whoever asks for its task's result


def starts_of(records: list[Record]) -> dict[int, RawPlace | None]:
    """The line that started each process: for what an engine sends there, where no code of the user's asks for it."""
    return {record["about"]: record["place"] for record in records if record["kind"] == "started"}


def failures_of(
    records: list[Record], received: list[Record], delivered: set[tuple[int, int]], tasks: Tasks
) -> tuple[Failure, ...]:
    complete = {(r["pid"], r["number"]) for r in records if r["kind"] == "failure"}
    cut = [r for r in records if r["kind"] == "failing" and (r["pid"], r["number"]) not in complete]
    for record in cut:
        record.update(leaves=[], searched=False, notes=["the process ended while the leaf was looked for"])
    found = [r for r in records if r["kind"] == "failure"] + cut
    starts = starts_of(records)
    for record in found:
        if record["channel"] in ("dataloader", "dask") and record["place"] is None:
            record["place"] = starts.get(record["pid"])
    parents = {record["pid"]: record["parent"] for record in records if record["kind"] == "child"}
    answers, calls = Answers(received), _calls(found)
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
    record: Record, answers: Answers, delivered: set[tuple[int, int]], parent: int | None, tasks: Tasks,
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


def _shift(record: Record, answer: Record | None) -> int | None:
    """For a part of a ``map``: how far its results' indices are from those of the whole."""
    if answer is None or record["channel"] in ("manager", "dask"):
        return None
    if record["channel"] in EXECUTORS:
        return int(answer["job"][1])
    return int(answer["job"][1]) * int(answer["chunk"] or 1)


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
