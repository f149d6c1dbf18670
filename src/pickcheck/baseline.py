"""``--baseline FILE``: a saved report whose findings are known; only new ones fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .compare import Difference, compare
from .model import Report
from .render.saved import load_file


@dataclass(frozen=True)
class Baseline:
    """The reports that are known, and the file they were read from."""

    path: str
    reports: tuple[Report, ...]

    @classmethod
    def load(cls, path: str) -> Baseline:
        """Read a saved report; raises ReportError, in one line."""
        return cls(path, load_file(path))

    def compare(self, reports: Sequence[Report]) -> Difference:
        """These reports beside the known ones."""
        return compare(self.reports, reports)

    def line(self, difference: Difference) -> str:
        """One line: how many findings are new, mended, and as they were."""
        counts = f"{len(difference.new)} new, {len(difference.mended)} mended, {len(difference.unchanged)} unchanged"
        return f"beside {self.path}: {counts}"
