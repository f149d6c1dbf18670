"""Journals -> what children saw of their parent's state, fork's hazards, and costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ..facts.costs import Heavy, Start
from ..facts.surroundings import Difference, Hazard, Surroundings
from .changes import changes_by_itself, line_of_change
from .copied import copied
from .fallbacks import expects_none
from .hashes import hashed
from .lines import Record
from .mapped import mapped_calls
from .namings import is_named_outside
from .roots import renamed
from .sockets import shared_reads


def read(records: list[Record]) -> Surroundings:
    """The surroundings that these records tell of."""
    by_kind: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_kind[record["kind"]].append(record)
    found = [
        *_missing(by_kind), *_stale(by_kind), *_logging(by_kind), *_environ(by_kind), *_random(by_kind),
        *_warned(by_kind), *_unhandled(by_kind), *hashed(by_kind["hashed"]),
    ]  # fmt: skip
    return Surroundings(
        differences=tuple(_merged(found)),
        hazards=(*_hazards(by_kind), *shared_reads(by_kind)),
        heavy=tuple(_heavy(by_kind)),
        starts=tuple(_starts(by_kind)),
        mapped=tuple(mapped_calls(by_kind)),
        copied=tuple(copied(by_kind)),
        uncompared=tuple(_uncompared(by_kind)),
    )


def _merged(found: Iterable[Difference]) -> Iterator[Difference]:
    """The same difference in several children, once, at the place where it was first read."""
    groups: dict[tuple[str, str], list[Difference]] = defaultdict(list)
    for one in found:
        groups[one.kind, one.subject].append(one)
    for same in groups.values():
        pids = frozenset().union(*(one.pids for one in same))
        yield Difference(**{**vars(same[0]), "pids": pids})


def _subject(record: Record) -> str:
    module = "" if record["module"] == "__main__" else f"{record['module']}."
    return f"{module}{record['name']}{record.get('path', '')}"


def _difference(kind: str, subject: str, record: Record, changed: tuple[str, int] | None, **facts: Any) -> Difference:
    return Difference(
        kind, subject, str(record.get("parent", "")), str(record.get("child", "")), record["place"], record["channel"],
        changed, frozenset((record["pid"],)), facts,
    )  # fmt: skip


# ---------------------------------------------------------------- what differs


def _missing(by_kind: dict[str, list[Record]]) -> Iterator[Difference]:
    for record in by_kind["wanting"]:
        if record["wants"] != "name":
            yield _difference(record["wants"], record["name"], record, None)
            continue
        changed = line_of_change({record["module"]: record["file"]}, record["module"], record["name"], "", "value")
        yield _difference("missing", _subject(record), record, changed)


def _stale(by_kind: dict[str, list[Record]]) -> Iterator[Difference]:
    files = {name: file for record in by_kind["sources"] for name, file in record["files"].items()}
    for record in by_kind["stale"]:
        if record["child"] == "missing" and expects_none(record["place"]):
            continue
        kind, changed = _what_became_of_it(record, files)
        if kind is not None:
            name, parents = _subject({**record, "path": ""}), _is_parents(record, by_kind["stale"], files)
            yield _difference(
                kind, _subject(record), record, changed, what=record["what"], name=name,
                siblings=record.get("siblings", False), parents=parents,
            )  # fmt: skip


def _is_parents(record: Record, all_of_them: list[Record], files: dict[str, str]) -> bool:
    """Whether what the children of a fork server have in common is for the parent, too: it is named where no child reads it."""
    if not record.get("siblings"):
        return True
    same = [one for one in all_of_them if (one["module"], one["name"]) == (record["module"], record["name"])]
    readers = {one["place"][2] for one in same if one["place"] is not None}
    return is_named_outside(files.get(record["module"], ""), record["name"], readers)


def _what_became_of_it(record: Record, files: dict[str, str]) -> tuple[str | None, tuple[str, int] | None]:
    """The kind of a global's difference, None for one that is no fault; and where the parent changed it."""
    what = record["what"]
    if what.startswith("multiprocessing."):
        return "shared", None
    if what == "patched":
        return "patched", None
    if record.get("method") and changes_by_itself(files, record["method"], record["path"]):
        return None, None
    changed = line_of_change(files, record["module"], record["name"], record["path"], what)
    if changed is None:
        return None, None
    return "patched" if what == "function" else "stale", changed


def _logging(by_kind: dict[str, list[Record]]) -> Iterator[Difference]:
    for record in by_kind["log_lost"]:
        facts = {
            "level": record["level"],
            "enabled": record["enabled"],
            "parent": record["parent"],
            "child": record["child"],
        }
        yield _difference("logging", record["logger"], record, None, **facts)


def _environ(by_kind: dict[str, list[Record]]) -> Iterator[Difference]:
    for record in by_kind["env_stale"]:
        yield _difference("environ", record["name"], record, None)


def _random(by_kind: dict[str, list[Record]]) -> Iterator[Difference]:
    groups: dict[str, dict[int, Record]] = defaultdict(dict)
    for record in by_kind["drew"]:
        groups[record["state"]].setdefault(record["pid"], record)
    for same in groups.values():
        if len(same) > 1:
            first = next(iter(same.values()))
            one = _difference("random", "numpy.random", first, None, workers=len(same))
            yield Difference(**{**vars(one), "pids": frozenset(same)})


def _warned(by_kind: dict[str, list[Record]]) -> Iterator[Difference]:
    for record in by_kind["warned"]:
        yield _difference("warning", record["category"], record, None, text=record["text"])


def _unhandled(by_kind: dict[str, list[Record]]) -> Iterator[Difference]:
    """Children of the script's own that died of a signal which the parent handles, or ignores."""
    deaths = {record["about"]: -record["status"] for record in by_kind["reaped"]}
    starts = {record["about"]: record for record in by_kind["started"] if record["channel"] == "process"}
    sent = {record["about"] for record in by_kind["signalled"]}
    for record in by_kind["handlers"]:
        pid, number = record["pid"], deaths.get(record["pid"], 0)
        if pid in starts and number in record["lacking"]:
            name, file, line = record["lacking"][number]
            changed = (file, line) if file else None
            one = _difference("signal", str(number), {**starts[pid], "parent": name}, changed, sent=pid in sent)
            yield Difference(**{**vars(one), "pids": frozenset((pid,))})


# ---------------------------------------------------------------- hazards, costs


def _hazards(by_kind: dict[str, list[Record]]) -> Iterator[Hazard]:
    groups: dict[tuple[Any, ...], list[Record]] = defaultdict(list)
    for record in by_kind["fork_hazard"]:
        groups[record["hazard"], record["place"], record.get("subject", "")].append(record)
    ended = {record["pid"] for record in by_kind["end"]} | {record.get("about") for record in by_kind["reaped"]}
    for (hazard, place, subject), same in groups.items():
        pids = frozenset(record["pid"] for record in same)
        struck = hazard == "lock" and not pids <= ended
        yield Hazard(hazard, subject, place, same[0]["channel"], struck, pids, same[0])


def _heavy(by_kind: dict[str, list[Record]]) -> Iterator[Heavy]:
    for record in by_kind["heavy"]:
        if not renamed(record["path"], record["roots"], None).startswith("func"):
            continue  # another one in each task, for all that is known
        yield Heavy(
            record["channel"],
            record["place"],
            renamed(record["path"], record["roots"], None),
            record["type"],
            record["bytes"],
            record["of"],
        )


def _starts(by_kind: dict[str, list[Record]]) -> Iterator[Start]:
    begun = {record["about"]: record for record in by_kind["started"] if record.get("method") != "fork"}
    for record in by_kind["ready"]:
        start = begun.get(record["pid"])
        if start is not None:
            yield Start(
                record["pid"],
                start["channel"],
                start["place"],
                record["seconds"],
                record["modules"],
                tuple(record["packages"]),
            )


def _uncompared(by_kind: dict[str, list[Record]]) -> Iterator[str]:
    for record in by_kind["uncompared"]:
        for name in record["names"]:
            if line_of_change({record["module"]: record["file"]}, record["module"], name, "[0]", "unknown") is not None:
                yield _subject({**record, "name": name})
