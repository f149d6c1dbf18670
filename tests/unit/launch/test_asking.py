"""Asking processes for their stacks where there is no signal for it."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from pickcheck.launch import asking
from pickcheck.launch.live import Journals
from pickcheck.launch.stacks import Frame, Thread
from pickcheck.recorder import stacks
from pickcheck.recorder.journal import Journal
from pickcheck.recorder.session import session

STACK = [("app.py", 3, "work")]


def journal(folder: Path, pid: int, *questions: int) -> None:
    records = [{"kind": "process", "version": 1, "pid": pid, "ppid": 1}]
    records += [{"kind": "stacks", "question": number, "threads": [STACK]} for number in questions]
    (folder / f"{pid}-1.journal").write_text("".join(f"{record!r}\n" for record in records), encoding="utf-8")


def test_all_answer(tmp_path: Path) -> None:
    """The question is a number in a file; the stacks are those of the last answer."""
    journal(tmp_path, 10, 1)
    journal(tmp_path, 11, 1)
    question = asking.Question(tmp_path / "question")
    assert question.ask([10, 11], Journals(tmp_path)) == dict.fromkeys([10, 11], (Thread((Frame(*STACK[0]),)),))
    assert (tmp_path / "question").read_text(encoding="ascii") == "1" and not question.unanswered


def test_somebody_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who does not answer, or answered an earlier question only, may be alive."""
    monkeypatch.setattr(asking, "ANSWER", 0.0)
    journal(tmp_path, 10, 1, 2)
    journal(tmp_path, 11, 1)
    question = asking.Question(tmp_path / "question")
    seen = Journals(tmp_path)
    question.ask([], seen)
    assert not question.unanswered
    assert list(question.ask([10, 11], seen)) == [10] and question.unanswered


def test_a_process_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that nobody sees reads the question and writes all stacks but its own, the main thread's last."""
    (tmp_path / "journals").mkdir()
    monkeypatch.setattr(session, "control", str(tmp_path))
    monkeypatch.setattr(session, "journal", Journal(str(tmp_path / "journals")))
    monkeypatch.setattr(stacks, "_EVERY", 0.01)
    before = threading.enumerate()
    assert stacks.answer(None) and threading.enumerate() == before
    seen = Journals(tmp_path / "journals")
    question = asking.Question(tmp_path / "question")
    monkeypatch.setattr(asking, "ANSWER", 20.0)
    threads = question.ask([os.getpid()], seen)[os.getpid()]
    assert not question.unanswered
    assert "test_a_process_answers" in [frame.function for frame in threads[-1].frames]
    assert all("_listen" not in [frame.function for frame in one.frames] for one in threads)
    time.sleep(0.05)
    seen.read()
    assert seen.answered[os.getpid()][0] == 1 and seen.told == {}
