"""What ``pytest --pickcheck`` does: records while tests run, and tells at the end what was found, and in which tests.

The process that runs the tests (with xdist: each worker) records, and so does every process that it starts, however it
starts it. No test is run again. Findings are those of ``pickcheck script.py``, each test a run of its own:

    error      nobody was told: an item that a feeder thread dropped, a child that could not load its work, a global that a
               child saw otherwise; or it is what made the test fail
    warning    the test was told and went on, as with ``pytest.raises``; or a hazard that did not strike
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from .errors import PickcheckError
from .model import Finding, Severity
from .pytest_findings import Ledger, findings_of, in_words, is_lost, since_told
from .pytest_plugin import BoundaryWarning, DroppedItemWarning
from .pytest_recording import Recording, is_recorded
from .sources import Sources

_KEY = "pickcheck_told"
_SHOWN = 3  # tests of a finding that are named

# A finding as xdist's workers send it: severity, text, tests.
Told = tuple[str, str, tuple[str, ...]]


class Watch:
    """A plugin while ``--pickcheck`` is given. strict: a test with an error that it was not told of fails."""

    def __init__(self, config: pytest.Config, strict: bool) -> None:
        self.strict = strict
        self.told: list[Told] = []
        self.unwatched: list[str] = []
        self._ledger = Ledger("outside of any test")
        self._late: list[Finding] = []
        self._sources = Sources(config.rootpath)
        self._recording: Recording | None = None
        if getattr(config.option, "dist", "no") == "no" or hasattr(config, "workerinput"):
            self._record()

    def _record(self) -> None:
        if is_recorded():
            self.unwatched.append("these tests run under pickcheck already: it tells what it hears")
            return
        try:
            self._recording = Recording()
        except PickcheckError as error:
            self.unwatched.append(f"nothing is watched: {error}")

    # ------------------------------------------------------------ while tests run

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Which test it is. What is recorded after its end and before the next one is still its own."""
        if self._recording is not None:
            self._ledger.add(self._recording.new_records())
            self._recording.next_test()
            self._ledger.next_test(item.nodeid)
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        """Whether its fixtures could be set up."""
        try:
            return (yield)
        except BaseException as error:
            self._failed(error)
            raise

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """What went wrong in the test itself."""
        try:
            result = yield
        except BaseException as error:
            self._failed(error)
            raise
        self._late = self._heard()
        self._fail(self._late)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, object, object]:
        """What was heard until its fixtures were torn down; and the warnings."""
        result = yield
        later = self._heard()
        try:
            self._fail(later)
        finally:
            for finding in [*self._late, *later] if not self._ledger.tests[-1].failed else ():
                item.warn(_warning(finding))
            self._late = []
        return result

    def _failed(self, error: BaseException) -> None:
        if self._recording is not None and not isinstance(error, pytest.skip.Exception):
            self._ledger.tests[-1].failed = True
            self._recording.failed(error)

    def _heard(self) -> list[Finding]:
        """The errors of this test that are new."""
        if self._recording is None:
            return []
        self._ledger.add(self._recording.new_records())
        test = self._ledger.tests[-1]
        if not test.heard:
            return []
        return since_told(test, findings_of([test], self._ledger, self._recording.python, self._sources))

    def _fail(self, findings: list[Finding]) -> None:
        if findings and self.strict and not self._ledger.tests[-1].failed:
            pytest.fail("\n\n".join(map(in_words, findings)), pytrace=False)

    # ------------------------------------------------------------ at the end

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """All findings of all tests; a worker of xdist sends them."""
        if self._recording is None:
            return
        self._ledger.add(self._recording.new_records())
        tests = [test for test in self._ledger.tests if test.heard]
        findings = findings_of(tests, self._ledger, self._recording.python, self._sources)
        self.told = [_plain(finding, [test.name for test in tests]) for finding in findings]
        self._recording.end()
        self._recording = None
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[_KEY] = [self.told, self.unwatched]

    def pytest_unconfigure(self) -> None:
        """A run without a session (``--help``) ends, too."""
        if self._recording is not None:
            self._recording.end()
            self._recording = None

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """A worker of xdist is done."""
        told, unwatched = getattr(node, "workeroutput", {}).get(_KEY, ([], []))
        self.told += [(severity, text, tuple(tests)) for severity, text, tests in told]
        self.unwatched += unwatched

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """The section: errors first, each with its tests."""
        told = _joined(self.told)
        if not told and not self.unwatched:
            return
        terminalreporter.section(f"pickcheck: {_counted(told)}")
        for note in dict.fromkeys(self.unwatched):
            terminalreporter.line(note)
        for severity, text, tests in told:
            more = f" and {len(tests) - _SHOWN} more" if len(tests) > _SHOWN else ""
            first, _, rest = text.partition("\n")
            terminalreporter.line(f"{severity}: {first} · {', '.join(tests[:_SHOWN])}{more}")
            for line in rest.splitlines():
                terminalreporter.line(f"    {line}")


def _plain(finding: Finding, names: list[str]) -> Told:
    return finding.severity.value, in_words(finding), tuple(dict.fromkeys(names[index] for index in finding.runs))


def _joined(told: list[Told]) -> list[Told]:
    """The same finding of several workers, once; errors first."""
    tests: dict[tuple[str, str], list[str]] = {}
    for severity, text, names in sorted(told, key=lambda one: one[0] != Severity.ERROR.value):
        tests.setdefault((severity, text), []).extend(names)
    return [(*key, tuple(dict.fromkeys(names))) for key, names in tests.items()]


def _counted(told: list[Told]) -> str:
    counts = {word: sum(one[0] == word for one in told) for word in ("error", "warning")}
    return ", ".join(f"{count} {word}{'s' * (count != 1)}" for word, count in counts.items())


def _warning(finding: Finding) -> BoundaryWarning:
    return (DroppedItemWarning if is_lost(finding) else BoundaryWarning)(in_words(finding))
