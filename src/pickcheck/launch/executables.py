"""Records of what children were started with in place of Python -> events, of what is certainly none.

A file that is not there, or may not be run, is none. One that is there is none if no process of ours came up in any child that
was started with it, it is no script (which may go on to Python), and no name of Python's interface stands in it.
"""

from __future__ import annotations

import mmap
import sys
from collections.abc import Iterator

from ..facts.processes import Event
from .lines import Record

_NAMES = (b"Py_", b"PyRun_", b"libpython", b"PyPy")


def wrong_executables(records: list[Record]) -> Iterator[Event]:
    """One for each such file in each process: ``path``, ``why`` it is none, ``pids`` of the children that never began."""
    recorded = {record["pid"] for record in records}
    starts = [record for record in records if record["kind"] == "started" and record.get("method") != "fork"]
    for record in records:
        if record["kind"] != "executable":
            continue
        children = {one["about"] for one in starts if one["pid"] == record["pid"] and one["at"] >= record["at"]}
        why = record["fault"] or ("" if children & recorded else _why(record["path"]))
        if why:
            details = {"path": record["path"], "why": why, "pids": sorted(children - recorded)}
            yield Event("executable", record["pid"], record["place"], details)


def _why(path: str) -> str:
    if sys.platform == "win32":
        return ""  # there a virtual environment's python.exe is a launcher
    try:
        with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            if data[:2] == b"#!" or any(data.find(name) >= 0 for name in _NAMES):
                return ""
            return "it is no Python"
    except (OSError, ValueError):
        return ""  # who knows what it was: it is gone, or empty
