"""The library call."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import pickcheck
from pickcheck.errors import PickcheckError


class Job:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.hooks = {"after": [len, lambda n: n + 1]}


def test_check_finds_all() -> None:
    """Every leaf with its rule and its path; false in a condition; the text says what mends it."""
    diagnosis = pickcheck.check(Job(), name="job", load=False)
    assert not diagnosis and not diagnosis.ok
    found = {finding.leaf.path: finding.rule for finding in diagnosis.findings if finding.leaf}
    assert found == {"job.lock": "lock-in-graph", "job.hooks['after'][1]": "lambda-arg"}
    assert "job.lock is a threading.Lock" in str(diagnosis) and "mend: " in str(diagnosis)


def test_check_of_what_crosses() -> None:
    """Nothing is said of an object that pickles."""
    diagnosis = pickcheck.check({"a": [1, 2.0, print]})
    assert diagnosis and diagnosis.findings == () and "nothing found" in str(diagnosis)


def test_what_is_not_built_says_so() -> None:
    """Loading is for a later version: asking for it is an error, not a silent ok."""
    for words in ({"load": True}, {"methods": ["spawn"]}):
        with pytest.raises(NotImplementedError, match="load=False"):
            pickcheck.check(1, **words)  # type: ignore[arg-type]


def test_assert_picklable() -> None:
    """The assertion shows the findings."""
    pickcheck.assert_picklable([1])
    with pytest.raises(AssertionError, match=r"obj\[0\] is a threading.Lock"):
        pickcheck.assert_picklable([threading.Lock()])


def test_check_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script from Python: methods, arguments, time limit; errors are the package's own."""
    monkeypatch.chdir(tmp_path)
    Path("script.py").write_text("import sys\nassert sys.argv[1:] == ['a']\n")
    report = pickcheck.check_script("script.py", ["a"], methods=["spawn"], pythons=[sys.executable], timeout=30)
    assert [(run.method, run.outcome.value, run.exit_status) for run in report.runs] == [("spawn", "ok", 0)]
    for words in ({"methods": ["thread"]}, {"timeout": 0}, {"pythons": ["3.99"]}):
        with pytest.raises(PickcheckError):
            pickcheck.check_script("script.py", **words)  # type: ignore[arg-type]


def test_import_is_light() -> None:
    """``import pickcheck`` loads nothing of ours but itself, and no dependency."""
    source = "import sys; before = set(sys.modules); import pickcheck; print(sorted(set(sys.modules) - before))"
    result = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert set(eval(result.stdout)) <= {"pickcheck", "__future__"}
