"""From when on something that works is worth a word: what ``[tool.pickcheck.thresholds]`` sets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """task_bytes: of a task that carries the same data again and again (``self-per-task``); start_seconds: of processor
    time from a child's start to its work (``spawn-import-cost``); copied_bytes: of memory that the forked children of one line copied
    by reading it (``cow-memory``); map_tasks: of one call of ``map``, of one item each; item_seconds: of work on an item, up to which
    it is called small (``chunk-too-small``)."""

    task_bytes: int = 1_000_000
    start_seconds: float = 1.0
    map_tasks: int = 1_000
    item_seconds: float = 0.0001
    copied_bytes: int = 100_000_000


DEFAULT = Thresholds()
