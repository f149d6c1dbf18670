"""A hang beside a sentinel that was sent: the sentinel's fault only where who got it waits for what comes after it."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Finding, Outcome, Severity, Target

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are asked for their stacks by a signal")

WHOLE = """
import multiprocessing as mp

DONE = object()

WORK

def start(*args):
    process = mp.Process(target=work, args=args)
    process.start()
    return process

if __name__ == "__main__":
    MAIN
"""
# What the child does, and what the parent; the fault is the sentinel's.
MISLED = {
    "again": ("first.get(); first.get()", "q = mp.Queue(); start(q); q.put(DONE)"),
    "another line of the same function": (
        "item = first.get()\nwhile item is not DONE:\n    item = first.get()",
        "q = mp.Queue(); start(q); q.put(DONE)",
    ),
    "iter": ("list(iter(first.get, DONE))", "q = mp.JoinableQueue(); start(q); q.put(1); q.put(DONE)"),
    "simple": ("while first.get() is not DONE: pass", "q = mp.SimpleQueue(); start(q); q.put(1); q.put(DONE)"),
    "in a tuple": (
        "while True:\n    kind, item = first.get()\n    if item is DONE: break",
        "q = mp.Queue(); start(q); q.put(('x', DONE))",
    ),
    "pipe": ("while first.recv() is not DONE: pass", "a, b = mp.Pipe(); start(b); a.send(DONE)"),
    "the parent": ("first.put(DONE)", "q = mp.Queue(); start(q)\nwhile q.get() is not DONE: pass"),
}
# The sentinel does no harm, and the hang has another reason.
OTHERWISE = {
    "another queue": ("first.get()\nother.get()", "q, r = mp.Queue(), mp.Queue(); start(q, r); q.put(DONE)"),
    "another process": (
        "first.get()",
        "q, r = mp.Queue(), mp.Queue(); start(q); start(r); q.put(DONE)",
    ),
    "a pipe beside a queue": (
        "first.get()\nother.recv()",
        "q = mp.Queue(); a, b = mp.Pipe(); start(q, b); q.put(DONE)",
    ),
    "joined before it is read": (
        "other.get(); first.put(bytes(1_000_000)); first.put(1)",
        "q, r = mp.Queue(), mp.Queue(); p = start(q, r); r.put(DONE); p.join(); q.get()",
    ),
    "never read": (
        "other.get()",
        "q, r = mp.Queue(), mp.Queue(); q.put(DONE); start(q, r)",
    ),
}


def sentinels(folder: Path, work: str, main: str) -> tuple[list[Finding], list[Finding]]:
    """The findings about the sentinel, and the other errors, of a run that hangs."""
    script = folder / "app.py"
    body = "def work(first, other=None):\n" + textwrap.indent(work, "    ")
    script.write_text(WHOLE.replace("WORK", body).replace("MAIN", textwrap.indent(main, "    ").strip()))
    report = check(Target(str(script)), Options(methods=("fork",), pythons=(sys.executable,), timeout=30))
    assert report.runs[0].outcome is Outcome.HANGS, report.runs[0]
    about = [one for one in report.findings if one.rule == "sentinel-identity"]
    errors = [one for one in report.findings if one not in about and one.severity is Severity.ERROR]
    return about, errors


@pytest.mark.parametrize("name", MISLED)
def test_misled(tmp_path: Path, name: str) -> None:
    """Who got it reads on, and waits for ever."""
    (about,), errors = sentinels(tmp_path, *MISLED[name])
    assert about.severity is Severity.ERROR and "took it for something else" in about.message
    assert not errors


@pytest.mark.parametrize("name", OTHERWISE)
def test_otherwise(tmp_path: Path, name: str) -> None:
    """The sentinel is a warning, and the hang is explained without it."""
    (about,), errors = sentinels(tmp_path, *OTHERWISE[name])
    assert about.severity is Severity.WARNING and "took it" not in about.message
    assert errors
