"""Warning filters and signal handlers of the parent's, where a spawned child's work meets them, and where it does not."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Outcome, Report, Target

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forkserver; signals that are sent")

WARNINGS = """
import multiprocessing as mp, warnings
PREFIX

class Own(UserWarning):
    pass

def work():
    CHILD
    print("worked", flush=True)

if __name__ == "__main__":
    PARENT
    child = mp.Process(target=work)
    child.start()
    child.join()
    FILTERS = [f[:3] for f in warnings.filters]
"""
DIFFERS = {
    "all": ("warnings.simplefilter('error')", "warnings.warn('old')"),
    "one that is ignored here": ("warnings.simplefilter('error')", "warnings.warn('old', DeprecationWarning)"),
    "a category": ("warnings.simplefilter('error', UserWarning)", "warnings.warn('old', Own)"),
    "an own category": ("warnings.simplefilter('error', Own)", "warnings.warn('old', Own)"),
    "a message": ("warnings.filterwarnings('error', 'ol')", "warnings.warn('old')"),
    "a module": ("warnings.filterwarnings('error', module='__main__')", "warnings.warn('old')"),
}
SAME = {
    "not raised": ("warnings.simplefilter('error')", "pass"),
    "ignored by the child": (
        "warnings.simplefilter('error')",
        "warnings.simplefilter('ignore'); warnings.warn('old')",
    ),
    "an error here too": (
        "warnings.simplefilter('error')",
        "warnings.simplefilter('error')\n    try: warnings.warn('old')\n    except UserWarning: pass",
    ),
    "caught by the child": (
        "warnings.simplefilter('error')",
        "with warnings.catch_warnings(record=True) as caught:\n        warnings.simplefilter('always'); warnings.warn('old')\n"
        "    assert len(caught) == 1",
    ),
    "another category": ("warnings.simplefilter('error', Own)", "warnings.warn('old')"),
    "another message": ("warnings.filterwarnings('error', 'new')", "warnings.warn('old')"),
    "not an error any more": (
        "warnings.simplefilter('error'); warnings.simplefilter('default')",
        "warnings.warn('old')",
    ),
    "ignored by the parent": ("warnings.simplefilter('ignore')", "warnings.warn('old')"),
    "a destructor's": ("warnings.simplefilter('error')", "warnings.warn('left open', ResourceWarning)"),
}


def checked(folder: Path, source: str, method: str = "spawn") -> Report:
    script = folder / "app.py"
    script.write_text(textwrap.dedent(source).lstrip())
    return check(Target(str(script)), Options(methods=(method,), pythons=(sys.executable,), timeout=30))


def warned(folder: Path, case: tuple[str, str], method: str = "spawn", prefix: str = "") -> Report:
    source = WARNINGS.replace("PARENT", case[0]).replace("CHILD", case[1]).replace("PREFIX", prefix)
    report = checked(folder, source, method)
    assert "worked" in report.outputs[0].stdout and report.runs[0].exit_status == 0, report.outputs[0].stderr
    return report


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
@pytest.mark.parametrize("case", DIFFERS)
def test_an_error_in_the_parent(case: str, method: str, tmp_path: Path) -> None:
    """The child goes on where a forked one would not have."""
    report = warned(tmp_path, DIFFERS[case], method)
    assert report.runs[0].outcome is Outcome.DIFFERS
    (found,) = report.findings
    assert (found.rule, found.place and found.place.function) == ("interp-settings", "work")


@pytest.mark.parametrize("case", SAME)
def test_no_error_in_the_parent(case: str, tmp_path: Path) -> None:
    """What is not raised, is none of the parent's errors, or the child decides about itself, is not reported."""
    report = warned(tmp_path, SAME[case])
    assert (report.runs[0].outcome, report.findings) == (Outcome.OK, ())


def test_filters_that_every_import_sets(tmp_path: Path) -> None:
    """Then the child has them too."""
    case = ("pass", "try: warnings.warn('old')\n    except UserWarning: pass")
    report = warned(tmp_path, case, prefix="warnings.simplefilter('error')")
    assert (report.runs[0].outcome, report.findings) == (Outcome.OK, ())


SIGNALS = """
import multiprocessing as mp, os, signal, sys, time

def handler(number, frame):
    sys.exit(0)

def work(ready):
    CHILD
    ready.set()
    time.sleep(20)

if __name__ == "__main__":
    PARENT
    ready = mp.Event()
    child = mp.Process(target=work, args=(ready,))
    child.start()
    ready.wait()
    END
    child.join()
"""
HANDLERS = {
    "terminate": ("signal.signal(15, handler)", "pass", "child.terminate()", "warning"),
    "os.kill": ("signal.signal(signal.SIGUSR1, handler)", "pass", "os.kill(child.pid, signal.SIGUSR1)", "warning"),
    "has it too": ("signal.signal(15, handler)", "signal.signal(15, handler)", "child.terminate()", None),
    "another signal": ("signal.signal(15, handler)", "pass", "child.kill()", None),
    "not the parent's": ("pass", "pass", "child.terminate()", None),
    "taken back": ("signal.signal(15, handler); signal.signal(15, signal.SIG_DFL)", "pass", "child.terminate()", None),
    "the library's own": ("signal.signal(15, signal.default_int_handler)", "pass", "child.terminate()", None),
}


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
@pytest.mark.parametrize("case", HANDLERS)
def test_handlers(case: str, method: str, tmp_path: Path) -> None:
    """A child that dies of what its parent handles: a hazard, for it may be meant to."""
    parent, child, end, severity = HANDLERS[case]
    report = checked(tmp_path, SIGNALS.replace("PARENT", parent).replace("CHILD", child).replace("END", end), method)
    found = [finding for finding in report.findings if finding.rule == "interp-settings"]
    assert [finding.severity.value for finding in found] == ([severity] if severity else [])
    assert report.runs[0].outcome is Outcome.OK


def test_a_signal_that_fails_the_script(tmp_path: Path) -> None:
    """Its parent handles it, so under fork the script ends well; under spawn it looks at the exit code and fails."""
    source = SIGNALS.replace("PARENT", "signal.signal(signal.SIGUSR1, handler)").replace("CHILD", "pass")
    script = tmp_path / "app.py"
    script.write_text(
        source.replace("END", "os.kill(child.pid, signal.SIGUSR1)") + "    sys.exit(child.exitcode != 0)\n"
    )
    methods = ("fork", "spawn")
    report = check(Target(str(script)), Options(methods=methods, pythons=(sys.executable,), timeout=30))
    assert [run.outcome for run in report.runs] == [Outcome.OK, Outcome.FAILS]
    found = [finding for finding in report.findings if finding.rule == "interp-settings"]
    assert [finding.severity.value for finding in found] == ["error"]
