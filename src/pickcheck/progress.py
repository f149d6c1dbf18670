"""A live line, or a bar, on standard error while runs go on; nothing at all where that is no terminal."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import IO, TYPE_CHECKING

from .checker import Progress
from .model import Target

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

EVERY = 1.0  # seconds until the line is written anew


class Line:
    """One line, written over again and again, and wiped at the end. ``clock`` gives seconds."""

    def __init__(self, file: IO[str], targets: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._file = file if file.isatty() else None
        self._targets, self._clock = targets, clock
        self._number, self._prefix = 1, ""
        self._now: Progress | None = None
        self._began, self._since = clock(), clock()
        self._done = 0
        self._lock, self._over = threading.Lock(), threading.Event()

    def __enter__(self) -> Line:
        if self._file is not None:
            threading.Thread(target=self._tick, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._over.set()
            self._write("")

    def target(self, number: int, target: Target) -> None:
        """The next target begins."""
        several = f"{number}/{self._targets} " if self._targets > 1 else ""
        self._number, self._prefix = number, f"{several}{target.name}"

    def show(self, progress: Progress) -> None:
        """A run has begun, or has ended with an outcome."""
        with self._lock:
            self._done += progress.outcome is not None
            self._now, self._since = progress, self._clock()
            self._write(self.text())

    def text(self) -> str:
        """What the line says now: which run is on, for how long, and what is left by what the runs so far took."""
        if self._now is None:
            return ""
        run = f"run {self._now.number} of {self._now.total}, {self._now.method} on {self._now.version}"
        if self._now.outcome is not None:
            return f"{self._prefix}: {run}: {self._now.outcome.value}"
        for_ = self._clock() - self._since
        return f"{self._prefix}: {run}: running{f' for {for_:.0f} s' if for_ >= EVERY else ''}{self._left(for_)}"

    def _left(self, running: float) -> str:
        """An estimate by the runs that are done; nothing before the first of them, or once this one takes longer."""
        assert self._now is not None
        if not self._done:
            return ""
        each = (self._since - self._began) / self._done
        after = self._now.total * (self._targets - self._number + 1) - self._now.number
        left = max(each - running, 0.0) + each * after
        return f", about {left:.0f} s left" if left >= EVERY else ""

    def _tick(self) -> None:
        while not self._over.wait(EVERY):
            with self._lock:
                if not self._over.is_set():
                    self._write(self.text())

    def _write(self, text: str) -> None:
        if self._file is not None:
            room = shutil.get_terminal_size((80, 24)).columns - 1
            self._file.write(f"\r\x1b[2K{text if len(text) <= room else text[-room:]}")
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
