"""A live line, or a bar, on standard error while runs go on; nothing at all where that is no terminal."""

from __future__ import annotations

from types import TracebackType
from typing import IO, TYPE_CHECKING

from .checker import Progress
from .model import Target

if TYPE_CHECKING:
    from rich.progress import Progress as Bars


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


class Bar:
    """How many of several targets are done, and which are being run."""

    def __init__(self, file: IO[str], targets: int) -> None:
        self._running: list[str] = []
        self._bars: Bars | None = None
        if not file.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (
            MofNCompleteColumn(),
            BarColumn(20),
            TimeElapsedColumn(),
            TextColumn("{task.description}", markup=False),
        )
        self._bars = Progress(*columns, console=Console(file=file), transient=True)
        self._task = self._bars.add_task("", total=targets)

    def __enter__(self) -> Bar:
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    def begun(self, target: Target) -> None:
        """A target's runs have begun; called from any thread."""
        self._running.append(target.name)
        self._show(0)

    def ended(self, target: Target) -> None:
        """Its report is there."""
        if target.name in self._running:
            self._running.remove(target.name)
        self._show(1)

    def _show(self, more: int) -> None:
        if self._bars is not None:
            self._bars.update(self._task, advance=more, description=", ".join(self._running[:3]))
