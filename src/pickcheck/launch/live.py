"""What is on record of a run that goes on: its journals, read as they grow."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from .lines import record_in

Stacks = list[list[tuple[str, int, str]]]


class Journals:
    """The journals in a folder.

    size: bytes read so far, a sign of progress; lost: dumps and loads that failed and nobody was told of; told: stacks that a process told itself.

    answered: the number of the last question that it answered (Windows), and the stacks.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, int] = {}
        self._pids: dict[Path, int] = {}
        self._names: dict[int, str] = {}
        self._forks: dict[int, int] = {}
        self._joining: Counter[int] = Counter()
        self._ended: set[int] = set()
        self._asking: set[int] = set()
        self._again: set[int] = set()
        self._unborn: set[int] = set()
        self._faults = 0
        self.lost = 0
        self.size = 0
        self.told: dict[int, Stacks] = {}
        self.answered: dict[int, tuple[int, Stacks]] = {}

    @property
    def respawned(self) -> int:
        """How many of a pool's workers, started in the place of others, died before they had worked."""
        silent = self._ended - set(self._pids.values())  # something that is no Python
        return len(self._again & (self._unborn | silent))

    def fault(self, living: set[int]) -> bool:
        """Whether something is on record that could explain why nothing happens any more."""
        vanished = any(pid not in living and pid not in self._ended for pid in self._names)
        return bool(self._faults) or vanished or any(self._joining[pid] > 0 for pid in living)

    def name(self, pid: int, root: int) -> str:
        """The process's name: multiprocessing's, or what it is."""
        return self._names.get(pid) or ("the script" if pid == root else f"process {pid}")

    def is_child(self, pid: int) -> bool:
        """Whether multiprocessing started it."""
        return pid in self._names

    def answers(self, pid: int) -> bool:
        """Whether the process answers when it is asked for its stacks; of the signal it would die if it did not."""
        while pid in self._forks and pid not in self._asking:
            pid = self._forks[pid]
        return pid in self._asking

    def read(self) -> None:
        """Read what was written since."""
        for path in self._folder.glob("*.journal"):
            start = self._read.get(path, 0)
            with path.open("rb") as file:
                file.seek(start)
                data = file.read()
            whole = data[: data.rfind(b"\n") + 1]
            self._read[path] = start + len(whole)
            for line in whole.splitlines():
                self._note(path, line)

    def _note(self, path: Path, line: bytes) -> None:
        record = record_in(line.decode("utf-8", "replace"))
        if record is None:
            return
        if record["kind"] == "process":
            self._pids[path] = record["pid"]
            if record.get("forked"):
                self._forks.setdefault(record["pid"], record["ppid"])
        if record["kind"] != "stacks":
            self.size += len(line)
        note = getattr(self, f"_on_{record['kind']}", None)
        if note is not None:
            note(self._pids.get(path, 0), record)

    def _on_started_python(self, pid: int, record: dict[str, Any]) -> None:
        # A new program, perhaps in a process that was forked: what handled signals before is gone.
        self._asking.discard(pid)
        self._forks.pop(pid, None)

    def _on_answers(self, pid: int, record: dict[str, Any]) -> None:
        if record["possible"]:
            self._asking.add(pid)

    def _on_started(self, pid: int, record: dict[str, Any]) -> None:
        child = record["pid"]
        self._names[child] = record["name"]
        if record["again"]:
            self._again.add(child)
        if record["method"] == "fork":
            self._forks[child] = pid

    def _on_failure(self, pid: int, record: dict[str, Any]) -> None:
        self._faults += not record["delivered"]
        self.lost += not record["delivered"]

    def _on_uncaught(self, pid: int, record: dict[str, Any]) -> None:
        self._faults += 1
        if record.get("stage"):
            self._unborn.add(pid)

    def _on_reaped(self, pid: int, record: dict[str, Any]) -> None:
        self._ended.add(record["pid"])
        self._faults += record["status"] != 0

    def _on_end(self, pid: int, record: dict[str, Any]) -> None:
        self._ended.add(pid)

    def _on_joining(self, pid: int, record: dict[str, Any]) -> None:
        self._joining[pid] += 1

    def _on_joined(self, pid: int, record: dict[str, Any]) -> None:
        self._joining[pid] -= 1

    def _on_fork_hazard(self, pid: int, record: dict[str, Any]) -> None:
        self._faults += 1

    def _on_stale(self, pid: int, record: dict[str, Any]) -> None:
        # A queue, a lock or the like that each child has made anew.
        self._faults += record["what"].startswith("multiprocessing.")

    def _on_sentinel(self, pid: int, record: dict[str, Any]) -> None:
        self._faults += 1

    def _on_stacks(self, pid: int, record: dict[str, Any]) -> None:
        if record.get("question"):
            self.answered[pid] = (record["question"], record["threads"])
        else:
            self.told[pid] = record["threads"]
