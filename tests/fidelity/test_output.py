"""Exit status and output of the corpus are the same to the letter under the recorder: no frame of ours, no word."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pickcheck.launch.settings import SOURCES
from pickcheck.model import Target

from .running import METHODS, Ran, plain_under, recorded

CORPUS = Path(__file__).parent.parent / "corpus"
PACKAGE = str(SOURCES)
HANG_TIMEOUT = 5.0
# Processes that write at once cut each other's lines now and then: one equal pair of runs is enough.
ATTEMPTS = 3
# A few scripts of every channel and direction, and ends of every kind. PICKCHECK_TEST_ALL=1 takes the whole corpus.
SELECTION = """
lambda-arg lambda-arg--process-target lambda-arg--grandchild lambda-arg--executor-submit lambda-arg--executor-map
lambda-arg--pool-map lambda-arg--pool-imap lambda-arg--queue-put lambda-arg--manager-register lambda-arg--handled
local-class--connection-send local-func--executor-initializer local-func--joinable-queue lock-in-graph
lock-in-graph--manager-result lock-in-graph--process-subclass maybe-encoding--exception mp-primitive-as-task
ppe-result-unpicklable--exception not-same-object ctypes-pointer--simple-queue getstate-raises deep-recursion
""".split()
OUTCOMES = """
child_killed child_raises exits_with_text missing_global thread_raises worker_raises unguarded_process
keyboard_interrupt
""".split()

# What differs from run to run.
CHANGING = [
    (re.compile(r"0x[0-9a-fA-F]+"), "0x"),
    (re.compile(r"(/tmp/)[\w./-]+"), r"\1..."),
    (re.compile(r"\b\d{5,}\b"), "N"),  # process and thread identifiers
    (re.compile(r"\b(pid[ =:]+)\d+"), r"\1N"),
    # From 3.13 a traceback shows the command of -c, the forkserver's with a sys_path: the plain run's has the folder of the
    # sitecustomize that sets its start method.
    (re.compile(r"'/tmp/\.\.\.', (?=.*python3\d+\.zip)"), ""),
    (re.compile(r"(?m)^ *[~^]{60,}$"), "^"),
]


def scripts() -> list[Path]:
    """The scripts to be run: a selection, or all."""
    if os.environ.get("PICKCHECK_TEST_ALL"):
        found = [path for path in CORPUS.glob("*/*.py") if not path.name.startswith("_")]
    else:
        found = [CORPUS / slug / "bad.py" for slug in SELECTION]
        found += [CORPUS / "outcomes" / f"{name}.py" for name in OUTCOMES]
    return sorted(path for path in found if path.exists())


def expected(script: Path) -> dict[str, Any]:
    """What the corpus knows of a script; nothing for those without an entry."""
    path = script.with_name("expected.json")
    entry = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if isinstance(entry, list):  # of a folder of scripts
        entry = next((one for one in entry if one["script"] == script.name), {})
    return entry


def lines(text: str) -> list[str]:
    """A stream's lines, without what differs from run to run, in an order that does not: processes write at once."""
    for pattern, instead in CHANGING:
        text = pattern.sub(instead, text)
    return sorted(text.splitlines())


def comparable(ran: Ran) -> tuple[int | None, list[str], list[str]]:
    """Status, output, errors, as they are compared."""
    return ran.status, lines(ran.stdout), lines(ran.stderr)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("script", scripts(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_same_output(script: Path, method: str, python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain and recorded end alike and print the same."""
    entry = expected(script)
    needed = "".join(f"import {module}\n" for module in entry.get("requires", ()))
    if subprocess.run([python, "-c", needed], capture_output=True).returncode:
        pytest.skip(f"needs {needed!r}")
    monkeypatch.chdir(tmp_path)
    target = Target(str(script))
    timeout = HANG_TIMEOUT if "hangs" in json.dumps(entry.get("outcome")) else 30.0
    without_us, with_us = [], []
    for _attempt in range(ATTEMPTS):
        without_us.append(comparable(plain_under(target, python, method, tmp_path, timeout)))
        ran = recorded(target, python, method, timeout)
        for trace in ("_pickcheck", PACKAGE):
            assert trace not in ran.stdout + ran.stderr
        with_us.append(comparable(ran))
        if any(one in without_us for one in with_us):
            return
    if any(one != without_us[0] for one in without_us):
        pytest.skip(f"{ATTEMPTS} plain runs differ among themselves")
    assert with_us[0] == without_us[0]
