"""A line of a journal -> a record, or nothing: a process may be killed, or its disk be full, in the middle of a line."""

from __future__ import annotations

from typing import Any

from ..trees import literal_of

Record = dict[str, Any]
_HEADER = ("version", "pid", "ppid")


def record_in(line: str) -> Record | None:
    """The record that the line holds; None for what is none: cut, two in one, or not of the recorder's."""
    try:
        record = literal_of(line)
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return None
    if type(record) is not dict or type(record.get("kind")) is not str:
        return None
    if record["kind"] == "process" and not all(type(record.get(name)) is int for name in _HEADER):
        return None
    return record
