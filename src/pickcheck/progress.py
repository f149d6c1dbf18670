"""A live line on standard error while runs go on; nothing at all where that is no terminal."""

from __future__ import annotations

from types import TracebackType
from typing import IO

from .checker import Progress
from .model import Target


class Line:
    """One line, written over again and again, and wiped at the end."""

    def __init__(self, file: IO[str], targets: int) -> None:
        self._file = file if file.isatty() else None
        self._targets = targets
        self._prefix = ""

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write("")

    def target(self, number: int, target: Target) -> None:
        """The next target begins."""
        several = f"{number}/{self._targets} " if self._targets > 1 else ""
        self._prefix = f"{several}{target.name}"

    def show(self, progress: Progress) -> None:
        """A run has begun, or has ended with an outcome."""
        state = "running" if progress.outcome is None else progress.outcome.value
        where = f"run {progress.number} of {progress.total}"
        self._write(f"{self._prefix}: {where}, {progress.method} on {progress.version}: {state}")

    def _write(self, text: str) -> None:
        if self._file is not None:
            self._file.write(f"\r\x1b[2K{text[:100]}")
            self._file.flush()
