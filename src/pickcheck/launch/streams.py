"""What a run prints: read to its end, and as much of it kept as a report shows."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import IO

# Of each stream the first and the last so many bytes are kept: a script may print a gigabyte.
KEPT = 256 * 1024
# How long a process may take to answer when it is asked for its stacks.
ANSWER = 0.5


class Stream:
    """Reads a stream to its end in a thread of its own, keeping its first and its last ``KEPT`` bytes."""

    def __init__(self, file: IO[bytes] | None) -> None:
        assert file is not None
        self._file = file
        self._head = bytearray()
        self._tail: deque[bytes] = deque()
        self._held = self._lost = 0
        self._aside: bytearray | None = None
        self.count = 0
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while data := os.read(self._file.fileno(), 65536):
            if self._aside is not None:
                self._aside += data
            else:
                self._take(data)

    def _take(self, data: bytes) -> None:
        self.count += len(data)
        room = KEPT - len(self._head)
        self._head += data[:room]
        self._keep(data[max(room, 0) :])

    def divert(self, action: Callable[[], None]) -> str:
        """What is printed in answer to an action, until no more comes; it is not part of the text."""
        self._aside = bytearray()
        action()
        deadline, size = time.monotonic() + ANSWER, -1
        while time.monotonic() < deadline and not 0 < size == len(self._aside):
            size = len(self._aside)
            time.sleep(ANSWER / 10)
        data, self._aside = self._aside, None
        return data.decode("utf-8", "replace")

    def _keep(self, data: bytes) -> None:
        self._tail.append(data)
        self._held += len(data)
        while self._tail and self._held - len(self._tail[0]) >= KEPT:
            gone = len(self._tail.popleft())
            self._held -= gone
            self._lost += gone

    def text(self, encoding: str) -> str:
        """What was printed; a process that we cannot end may still hold the stream, so it is not waited for long."""
        self._thread.join(2.0)
        gap = f"\n... {self._lost:,} bytes left out ...\n".encode() if self._lost else b""
        data = bytes(self._head) + gap + b"".join(list(self._tail))
        if not self._thread.is_alive():
            self._file.close()
        return data.decode(encoding, "replace")
