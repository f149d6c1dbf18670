"""What came back to those who asked for a result, where the result itself could not be sent."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from .lines import Record

EXECUTORS = ("executor", "loky", "joblib")  # whose tasks have numbers and whose results come back under them


class Answers:
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
