"""The values that everything speaks in: frozen, plain, no I/O and no clock (but for ``Report.load``, when called).

A ``Report`` is complete in itself: what a renderer needs is in it. The names and meanings are those of the JSON
report, format 1 (``docs/report.md``; the schema is ``render/data/report.schema.json``).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePath
from typing import Any

FORMAT = 1


class Outcome(str, Enum):
    """What became of a run."""

    OK = "ok"
    FAILS = "fails"
    DIFFERS = "differs"
    HANGS = "hangs"
    ERROR = "error"
    UNSUPPORTED = "unsupported"
    INCONCLUSIVE = "inconclusive"


class Severity(str, Enum):
    """How much a finding matters: error, the run did not do its work; warning, a hazard; note, cost and advice."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Target:
    """What is checked: a script's ``path`` or a ``module``'s name, one of them None; and its arguments."""

    path: str | None
    module: str | None = None
    args: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As the user wrote it."""
        return self.path if self.path is not None else f"-m {self.module}"

    @property
    def file(self) -> str:
        """The script's path as places have it: with forward slashes; empty for a module."""
        return PurePath(self.path).as_posix() if self.path is not None else ""


@dataclass(frozen=True)
class Place:
    """A line of the user's source; ``path`` is relative to where the user stands."""

    path: str
    line: int | None
    function: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Python:
    """The interpreter of a run: version (``3.11.7``), implementation, platform, executable as found."""

    version: str
    implementation: str
    platform: str
    executable: str


@dataclass(frozen=True)
class Crossing:
    """One place where objects go over a process boundary: how often, how many bytes, seconds spent on pickling.

    Under fork a ``process`` crossing has no bytes: the child inherits.
    """

    channel: str
    direction: str
    count: int
    bytes: int
    seconds: float
    place: Place


@dataclass(frozen=True)
class ProcessEnd:
    """A process that multiprocessing started; ``exit_status`` is negative for a signal, None when not known."""

    name: str
    exit_status: int | None


@dataclass(frozen=True)
class Run:
    """The target under one start method and one interpreter. ``exit_status`` is None for a run that was ended."""

    method: str
    emulated: bool
    outcome: Outcome
    exit_status: int | None
    seconds: float
    python: Python
    reason: str
    crossings: tuple[Crossing, ...] = ()
    processes: tuple[ProcessEnd, ...] = ()


@dataclass(frozen=True)
class Moment:
    """Something that happened in a run, ``at`` seconds after it began, in the process of this name.

    kind: "start" (of ``other``), "begin", "cross", "fail", "raise", "receive", "signal", "broken", "wait", "end", "stop" (by
    pickcheck). text: what, in words.
    """

    at: float
    process: str
    kind: str
    text: str
    place: Place | None = None
    other: str | None = None


@dataclass(frozen=True)
class Timeline:
    """What happened in the run of this index, in order of time; ``left_out`` moments are not among them."""

    run: int
    moments: tuple[Moment, ...]
    left_out: int = 0


@dataclass(frozen=True)
class Step:
    """One step on the way from the root to a leaf: how it is written, and the type of what it leads to."""

    step: str
    type: str


@dataclass(frozen=True)
class Within:
    """The outermost standard-library object that holds the leaf."""

    path: str
    type: str


@dataclass(frozen=True)
class Raised:
    """What pickling raised: the full name of the exception's type, and its text."""

    type: str
    message: str


@dataclass(frozen=True)
class Leaf:
    """The deepest object that itself will not cross. ``also_at``: the other ways to it."""

    path: str
    also_at: tuple[str, ...]
    type: str
    repr: str
    defined_at: Place | None
    within: Within | None
    raised: Raised | None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class RuleInfo:
    """A rule as a report carries it."""

    code: str
    slug: str
    title: str
    help: str


@dataclass(frozen=True)
class Finding:
    """One fault: the rule that explains it, where it shows, in which runs (indices into the report's runs)."""

    code: str
    rule: str
    severity: Severity
    runs: tuple[int, ...]
    message: str
    advice: str
    help: str
    channel: str | None = None
    direction: str | None = None
    place: Place | None = None
    leaf: Leaf | None = None
    related: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Output:
    """What a run printed, both ends of each stream; not part of the saved report."""

    stdout: str = ""
    stderr: str = ""


@dataclass(frozen=True)
class Report:
    """One target's whole report. ``outputs`` goes with ``runs``, for ``--show-output``; it is not saved.

    timelines: one for each run that took place. In the JSON they hang on findings: those of runs without any are not saved.
    """

    pickcheck: str
    target: Target
    runs: tuple[Run, ...]
    findings: tuple[Finding, ...]
    rules: tuple[RuleInfo, ...]
    outputs: tuple[Output, ...] = ()
    timelines: tuple[Timeline, ...] = ()

    @property
    def exit_status(self) -> int:
        """0 nothing found, 1 a finding of severity error, 3 the target could not be checked."""
        if any(finding.severity is Severity.ERROR for finding in self.findings):
            return 1
        unusable = {Outcome.ERROR, Outcome.INCONCLUSIVE}
        if any(run.outcome in unusable for run in self.runs):
            return 3
        return 3 if self.runs and all(run.outcome is Outcome.UNSUPPORTED for run in self.runs) else 0

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Report:
        """The report saved in a JSON file, of any format number up to FORMAT.

        Raises errors.ReportError, in one line, for a file that is no such report, or that holds several.
        """
        from .errors import ReportError
        from .render.saved import load_file

        reports = load_file(path)
        if len(reports) != 1:
            raise ReportError(f"{os.fspath(path)}: holds {len(reports)} reports; pickcheck show shows them all")
        return reports[0]

    def render(self, format: str = "terminal") -> str:
        """The report in one of the formats of ``--format``; raises errors.UsageError for an unknown one."""
        from .render import renderer

        return renderer(format)([self])
