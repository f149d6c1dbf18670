"""One append-only file a process: plain facts, a line each, on disk as soon as they are known.

A record is a ``dict`` of plain values, written as its ``repr`` (no import is needed for that, and any Python
reads it with ``ast.literal_eval``). The file is opened for every record: a process keeps no descriptor of ours
that the script could see, close or reuse, and children that leave by ``os._exit`` or are killed lose nothing.
"""

from __future__ import annotations

import os
import time
from _signal import NSIG, getsignal  # type: ignore[import-not-found,unused-ignore]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

VERSION = 1
_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
# Bound early: the script may replace what is in os.
_open, _write, _close, _getpid = os.open, os.write, os.close, os.getpid


class Journal:
    """The journal of this process below the control folder; after a fork, that of the child.

    ``failed`` counts the records that could not be written; the next one that can says so.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.failed = 0
        self._pid = 0
        self._path = ""

    def write(self, kind: str, **facts: Any) -> None:
        """Append one record: ``kind`` and its facts (plain values only); without a folder do nothing.

        Raises nothing, but for an error of the script's own (`is_the_scripts`).
        """
        if not self.folder:
            return
        try:
            if _getpid() != self._pid:
                self._begin()
            if self.failed:
                facts["lost_records"] = self.failed
            self._append({"kind": kind, "at": time.time(), **facts})
            self.failed = 0
        except Exception as error:
            self.failed += 1
            if is_the_scripts(error):
                raise

    def _begin(self) -> None:
        pid, forked = _getpid(), self._pid != 0
        self._path = os.path.join(self.folder, f"{pid}-{time.time_ns()}.journal")
        self._pid = pid
        header = {"version": VERSION, "pid": pid, "ppid": os.getppid(), "forked": forked}
        self._append({"kind": "process", "at": time.time(), **header})

    def _append(self, record: dict[str, Any]) -> None:
        data = memoryview((repr(record) + "\n").encode("utf-8", "backslashreplace"))
        descriptor = _open(self._path, _FLAGS, 0o666)
        try:
            while data:
                data = data[_write(descriptor, data) :]
        finally:
            _close(descriptor)


def is_the_scripts(error: Exception) -> bool:
    """Whether a signal handler of the script's raised it, which the interpreter happened to run inside a hook."""
    handlers = [getsignal(number) for number in range(1, NSIG)]
    codes = {id(getattr(getattr(one, "__func__", one), "__code__", None)) for one in handlers} - {id(None)}
    trace = error.__traceback__
    while trace is not None and id(trace.tb_frame.f_code) not in codes:
        trace = trace.tb_next
    return trace is not None
