"""What a run under the emulated start method ``windows`` leaves behind: semaphores and shared memory that nobody unlinked.

There is no resource tracker on Windows, and the recorder starts none there: what it would be told is in a file
(``recorder/windows_processes.py``), and is done here once the run has ended. A line is one of ResourceTracker._send's
(Lib/multiprocessing/resource_tracker.py, CPython 3.10 to 3.14): command, name and type between colons, or JSON.
"""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Callable
from pathlib import Path

# The file's name in the control folder.
TRACKED = "tracked"


def unlink(control: Path) -> None:
    """Unlink what the run's processes registered and did not unregister; what is gone already is let be."""
    if (control / TRACKED).exists():
        ways = _ways()
        for kind, name in sorted(_left((control / TRACKED).read_bytes())):
            with contextlib.suppress(KeyError, OSError, ValueError):
                ways[kind](name)


def _left(told: bytes) -> set[tuple[str, str]]:
    """Type and name of each resource that is still registered after all these lines."""
    left: set[tuple[str, str]] = set()
    for line in told.splitlines():
        command, kind, name = _read(line)
        if command == "REGISTER" and name:
            left.add((kind, name))
        elif command == "UNREGISTER":
            left.discard((kind, name))
    return left


def _read(line: bytes) -> tuple[str, str, str]:
    """Command, type and name; a line that is cut off says nothing."""
    try:
        if line.startswith(b"{"):
            words = json.loads(line)
            name = base64.urlsafe_b64decode(words.get("base64_name", "")).decode("utf-8", "surrogateescape")
            return words["cmd"], words["rtype"], name
        command, _, rest = line.decode("ascii").partition(":")
        name, _, kind = rest.rpartition(":")
    except (ValueError, KeyError):
        return "", "", ""
    return command, kind, name


def _ways() -> dict[str, Callable[[str], None]]:
    import _multiprocessing  # type: ignore[import-not-found]
    import _posixshmem  # type: ignore[import-not-found]

    return {"semaphore": _multiprocessing.sem_unlink, "shared_memory": _posixshmem.shm_unlink}
