"""The pipe that a process object comes through: what is read of it is kept until the object is loaded, or has failed.

CPython 3.10 to 3.14, Lib/multiprocessing/spawn.py ``_main``.
"""

from __future__ import annotations

import sys

from . import bootstrap  # noqa: F401 - every child comes to it next; loading may use up the descriptors
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Copied:
    """A stream that keeps what was read from it: what arrives through a pipe cannot be read twice.

    ``peek`` and ``readinto`` are left out on purpose: pickle then reads exactly what it needs.
    """

    current: Copied | None = None

    def __init__(self, file: Any) -> None:
        self._file, self._read, self._line = file, file.read, file.readline
        self.chunks: list[bytes] = []
        Copied.current = self

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._read(size)
        self.chunks.append(data)
        return data

    def readline(self) -> bytes:
        data: bytes = self._line()
        self.chunks.append(data)
        return data

    def again(self) -> Copied:
        """What was read, and then what is still to come, as one stream."""
        from io import BytesIO

        kept, live = BytesIO(b"".join(self.chunks)), self._read
        whole = Copied(self._file)
        whole._read = lambda size=-1: _filled(kept.read(size), size, live)
        whole._line = lambda: (line := kept.readline()) + (b"" if line.endswith(b"\n") else self._file.readline())
        return whole


def _filled(data: bytes, size: int, live: Any) -> bytes:
    return data + live(size - len(data)) if 0 <= len(data) < size else data


def failed_process(file: Any) -> None:
    """``spawn._main``: the process object itself does not load. (Called while the pipe is still open.)"""
    try:
        copied, error = Copied.current, sys.exc_info()[1]
        # When nothing came, the parent died, or could not pickle it (on Windows).
        if copied is not None and isinstance(error, Exception) and any(copied.chunks):
            from .loads import process_not_loaded

            process_not_loaded(copied, error)
    except Exception as error:
        session.trouble("failed_process", error)


def forget_process() -> None:
    """The process object is loaded, or has failed: what was read of it is not needed any more."""
    Copied.current = None
