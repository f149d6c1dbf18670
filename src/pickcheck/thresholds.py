"""From when on something that works is worth a word: what ``[tool.pickcheck.thresholds]`` sets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """task_bytes: of a task that carries the same data again and again (``self-per-task``); start_seconds: of processor
    time from a child's start to its work (``spawn-import-cost``)."""

    task_bytes: int = 1_000_000
    start_seconds: float = 1.0


DEFAULT = Thresholds()
