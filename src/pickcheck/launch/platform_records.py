"""What a run's processes wrote down of Windows."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from ..facts.platforms import Limit, MissingName, Platform
from ..trees import parsed
from .integers import platform_integers
from .lines import Record
from .slashes import looked


def platform_of(records: Iterable[Record]) -> Platform:
    """The facts of the platform in all the journals of a run."""
    records = list(records)
    hazards = [(r["hazard"], r["detail"], r["place"]) for r in records if r["kind"] == "hazard"]
    hazards += platform_integers(records)
    return Platform(
        missing=tuple(_names(records, "missing")),
        unfollowed=(*_names(records, "unfollowed"), *_looks(records)),
        packages=tuple(dict.fromkeys(_packages(records))),
        limits=tuple(_limits(records)),
        hazards=tuple(dict.fromkeys(hazards)),
        windows=any(record.get("windows") for record in records if record["kind"] == "started_python"),
    )


def _packages(records: list[Record]) -> Iterator[MissingName]:
    """What installed packages import whatever the platform, all the way from the script, and Windows has not."""
    for record in records:
        if record["kind"] == "package" and all(_is_unconditional(path, line) for path, line in record["chain"]):
            (package, _), (path, line) = record["chain"][0], record["chain"][-1]
            yield MissingName(record["pid"], record["module"], None, (path, line, "<module>"), package)


def _is_unconditional(path: str, line: int) -> bool:
    """Whether an import stands at the top level of a file, under no if, try or with."""
    source = parsed(path)
    body = source.tree.body if source is not None else ()
    return any(isinstance(s, (ast.Import, ast.ImportFrom)) and s.lineno <= line <= (s.end_lineno or 0) for s in body)


def _names(records: list[Record], kind: str) -> Iterator[MissingName]:
    for record in records:
        if record["kind"] == kind:
            yield MissingName(record["pid"], record["module"], record["name"], record["place"], record.get("text", ""))


def _looks(records: list[Record]) -> Iterator[MissingName]:
    """What the user's files do with paths and times that ends otherwise on Windows."""
    for pid, found in looked(records):
        yield MissingName(pid, found.what, None, found.place, found.why)


def _limits(records: list[Record]) -> Iterator[Limit]:
    for record in records:
        if record["kind"] == "limit":
            keys = frozenset(((record["pid"], record["number"]),))
            yield Limit(
                record["name"], str(record["asked"]), str(record["most"]), record["place"], keys, record.get("text", "")
            )
