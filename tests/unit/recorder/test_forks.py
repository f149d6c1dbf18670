"""Threads that Python does not know of, told apart from those that have just ended."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pickcheck.recorder import forks


@pytest.fixture
def tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This process's threads, as the kernel shows them: this one, and one that Python does not know."""
    monkeypatch.setattr(forks, "_TASKS", str(tmp_path))
    monkeypatch.setattr(forks._thread, "_count", lambda: 0)
    monkeypatch.setattr(forks, "_active", dict)
    task(tmp_path, os.getpid(), "R")
    task(tmp_path, 7, "S")
    return tmp_path


def task(tasks: Path, number: int, state: str) -> None:
    folder = tasks / str(number)
    folder.mkdir(exist_ok=True)
    (folder / "stat").write_text(f"{number} (a (name) here) {state} 1 2 3\n")
    (folder / "comm").write_text("pool\n" if number == 7 else "python\n")


def looks(monkeypatch: pytest.MonkeyPatch, change: object = None, at: int = 0) -> list[float]:
    """The sleeps between two looks; at one of them something changes."""
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == at:
            change()  # type: ignore[operator]

    monkeypatch.setattr(forks.time, "sleep", sleep)
    return slept


def test_one_that_stays(tasks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that sleeps is a library's: it is not waited for."""
    slept = looks(monkeypatch)
    assert forks._native() == (1, ["pool"]) and len(slept) == forks._AT_LEAST


def test_one_that_leaves(tasks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that runs may be leaving, and on a busy machine takes its time."""
    task(tasks, 7, "R")

    def leave() -> None:
        for name in ("stat", "comm"):
            (tasks / "7" / name).unlink()
        (tasks / "7").rmdir()

    slept = looks(monkeypatch, leave, 50)
    assert forks._native() == (0, []) and len(slept) == 50


def test_one_that_computes(tasks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told of in the end."""
    task(tasks, 7, "R")
    slept = looks(monkeypatch)
    assert forks._native() == (1, ["pool"]) and len(slept) == forks._LOOKS


def test_no_such_folder(tasks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere nothing is known of such threads."""
    monkeypatch.setattr(forks, "_TASKS", str(tasks / "none"))
    assert forks._native() == (0, [])
