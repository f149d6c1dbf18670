"""The journal: on disk at once, never in the script's way."""

from __future__ import annotations

import ast
import os
import sys
import warnings
from pathlib import Path

import pytest

from pickcheck.recorder.journal import Journal


def records(folder: Path) -> list[dict[str, object]]:
    lines = [line for path in sorted(folder.iterdir()) for line in path.read_text(encoding="utf-8").splitlines()]
    return [ast.literal_eval(line) for line in lines]


def test_records_are_on_disk_at_once(tmp_path: Path) -> None:
    """Each is a line; the first says whose journal it is, and of which version."""
    journal = Journal(str(tmp_path))
    journal.write("crossing", place=("a\udc80.py", 1, "f"), seconds=0.5)
    head, record = records(tmp_path)
    assert (head["kind"], head["version"], head["pid"]) == ("process", 1, os.getpid())
    assert record["place"] == ("a\udc80.py", 1, "f")


def test_no_descriptor_is_kept(tmp_path: Path) -> None:
    """A script that closes every descriptor, or counts them, meets none of ours."""
    journal = Journal(str(tmp_path))
    before = os.open(os.devnull, os.O_RDONLY)
    os.close(before)
    journal.write("one")
    after = os.open(os.devnull, os.O_RDONLY)
    os.close(after)
    assert before == after


def test_what_could_not_be_written_is_said(tmp_path: Path) -> None:
    """A record that cannot be written is counted, and the next one that can says so."""
    journal = Journal(str(tmp_path / "later"))
    journal.write("one")
    journal.write("two")
    (tmp_path / "later").mkdir()
    journal.write("three")
    assert records(tmp_path / "later")[-1]["lost_records"] == 2


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_forked_child_has_its_own(tmp_path: Path) -> None:
    """After a fork the child begins a journal of its own."""
    journal = Journal(str(tmp_path))
    journal.write("parent")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the test runner has threads
        pid = os.fork()
    if pid == 0:
        journal.write("child")
        os._exit(0)
    os.waitpid(pid, 0)
    assert len(list(tmp_path.iterdir())) == 2
    assert {record["kind"] for record in records(tmp_path)} == {"process", "parent", "child"}


def test_without_a_folder_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a run has said where, and in a process that is none: no file appears where the script stands."""
    monkeypatch.chdir(tmp_path)
    Journal("").write("trouble", where="here")
    assert list(tmp_path.iterdir()) == []
