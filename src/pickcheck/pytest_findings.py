"""What the records of a test run come to: each test is looked at as a run of its own.

A record belongs to the test that ran when it was written. What children ended with belongs to the test that started them.
"""

from __future__ import annotations

import multiprocessing
import time
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from .explain import explain
from .facts.leaves import Failure
from .facts.runs import RunFacts
from .launch.lines import Record
from .launch.reader import facts_of
from .model import Finding, Outcome, Python, Run, Severity
from .outcome import lost, outcome_of, reason_of
from .rules import RunView
from .sources import Sources

_WHO = frozenset(["process", "started_python", "child"])  # who the processes are: known in every test
_ENDS = frozenset(["reaped", "signalled", "looked_at", "end"])  # how a child ended may show long after its test
# What no finding comes of; most tests leave nothing else behind.
_PLAIN = frozenset(["started", "ready", "signalled", "sources", "delivered"])
# Sums, which no finding needs; and what pytest has set up for its own process.
_SKIPPED = frozenset(["crossing", "warned"])
_TOLD = (Severity.ERROR, Severity.WARNING)


@dataclass
class Test:
    """A test: its name, when it began (the epoch's seconds), and whether an error ended it.

    records: what was recorded of it. heard: whether a finding could come of that. told: what it was told of already.
    """

    name: str
    began: float = field(default_factory=time.time)
    failed: bool = False
    heard: bool = False
    records: list[Record] = field(default_factory=list)
    told: set[tuple[str, str]] = field(default_factory=set)


class Ledger:
    """The records of all tests, each with the test that it belongs to. ``tests``: in the order in which they ran."""

    def __init__(self, first: str) -> None:
        self.tests = [Test(first)]
        self._who: list[Record] = []
        self._ours: set[int] = set()  # the processes that run tests, or that multiprocessing started
        self._starter: dict[int, Test] = {}
        self._waiting: list[Record] = []  # ends of processes whose start was not read yet

    def next_test(self, name: str) -> None:
        """Another test begins."""
        self.tests.append(Test(name))

    def add(self, records: Iterable[Record]) -> None:
        """Records that are new, those of one process in their order."""
        later = self._waiting
        for record in records:
            if record["kind"] in _ENDS:
                later.append(record)
            elif record["kind"] in _WHO:
                self._who.append(record)
                if record["kind"] == "child" or not self._ours:
                    self._ours.add(record["pid"])
            elif record["kind"] not in _SKIPPED:
                self._put(record, self._at(record["at"]))
        self._waiting = []
        for record in later:
            test = self._starter.get(int(record["about"] if "about" in record else record["pid"]))
            if test is None:
                self._waiting.append(record)
            else:
                self._put(record, test)

    def _is_elsewhere(self, record: Record) -> bool:
        """Whether it ended a program that a test ran, which has that program's exit status."""
        return record["kind"] == "uncaught" and record["pid"] not in self._ours and not record.get("thread")

    def _at(self, moment: float) -> Test:
        return self.tests[max(0, bisect_right(self.tests, moment, key=lambda test: test.began) - 1)]

    def _put(self, record: Record, test: Test) -> None:
        if record["kind"] == "started":
            self._starter[record["about"]] = test
            self._ours.add(record["about"])
        test.records.append(record)
        test.heard = test.heard or not (record["kind"] in _PLAIN or record.get("status", 1) == 0)

    def facts_of(self, test: Test) -> RunFacts:
        """The facts of one test."""
        facts = facts_of([*self._who, *(one for one in test.records if not self._is_elsewhere(one))])
        seen = {child.pid for child in facts.children if child.looked_at}
        told = (replace(one, delivered=one.delivered or self._is_told(one, seen)) for one in facts.failures)
        return replace(facts, failures=tuple(told))

    def _is_told(self, failure: Failure, seen: set[int]) -> bool:
        """Whether a process died of it whose exit status the test has looked at, or a program that the test ran."""
        pids = {pid for pid, _number in failure.keys}
        return failure.channel == "process" and not failure.delivered and (bool(pids & seen) or not pids & self._ours)


def findings_of(tests: Sequence[Test], ledger: Ledger, python: Python, sources: Sources) -> tuple[Finding, ...]:
    """Errors and warnings of these tests, the same fault in several of them once; ``runs`` are indices into ``tests``."""
    seen = [(test, ledger.facts_of(test)) for test in tests]
    views = [_view(test, facts) for test, facts in seen]
    runs = [_run(view, facts, python) for view, (_test, facts) in zip(views, seen, strict=True)]
    found = explain(runs, list(views), sources).findings
    return tuple(finding for finding in found if finding.severity in _TOLD)


def _view(test: Test, facts: RunFacts) -> RunView:
    method = multiprocessing.get_start_method(allow_none=True) or multiprocessing.get_all_start_methods()[0]
    return RunView(method, int(test.failed), "", 0.0, facts)


def _run(view: RunView, facts: RunFacts, python: Python) -> Run:
    outcome = outcome_of(view.exit_status, "", facts)
    if view.exit_status == 0 and outcome is Outcome.FAILS and lost(facts):
        outcome = Outcome.OK  # each failure by itself: a test that lost one may have handled another
    reason = reason_of(outcome, view.exit_status, "", 0.0, facts)
    return Run(view.method, False, outcome, view.exit_status, 0.0, python, reason)


def in_words(finding: Finding) -> str:
    """A finding in a few lines: what, how it went unseen, where, and what mends it."""
    from .render.phrases import at

    silent = finding.related.get("silent")
    lines = [f"{finding.code} {finding.rule}", finding.message, *([silent] if silent else [])]
    if finding.place is not None:
        source = f"  {finding.place.source}" if finding.place.source else ""
        lines.append(f"{at(finding.place)}{source}")
    return "\n".join([*lines, f"mend: {finding.advice}"])


def since_told(test: Test, findings: Iterable[Finding]) -> list[Finding]:
    """The errors that this test was not told of yet; from now on it was."""
    new = []
    for finding in findings:
        key = finding.rule, finding.message
        if finding.severity is Severity.ERROR and key not in test.told:
            test.told.add(key)
            new.append(finding)
    return new


def is_lost(finding: Finding) -> bool:
    """Whether something is gone for good, and nobody was told."""
    return bool(finding.related.get("silent"))
