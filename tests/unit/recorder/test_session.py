"""Hooks never raise into the script, whatever went wrong in them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pickcheck.recorder.session import quiet, session


class Rude(Exception):
    def __str__(self) -> str:
        raise ValueError("no text")


def test_quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that cannot even be shown is recorded; a ``leave`` hook still gives its value."""

    @quiet
    def leave_it(token: None, value: int) -> int:
        raise Rude

    monkeypatch.setattr(session.journal, "folder", str(tmp_path))
    monkeypatch.setattr(session.journal, "_pid", 0)
    assert leave_it(None, 3) == 3
    (path,) = tmp_path.iterdir()
    record = ast.literal_eval(path.read_text(encoding="utf-8").splitlines()[-1])
    assert (record["kind"], record["error"]) == ("trouble", "Rude")
