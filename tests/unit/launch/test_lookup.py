"""Interpreters: found by version and by path."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pickcheck.errors import InterpreterError
from pickcheck.launch import lookup

VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"


def test_default_is_the_active_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The active virtual environment's interpreter, else the one that runs pickcheck."""
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    assert lookup.find(None) == sys.executable
    folder = tmp_path / ("Scripts" if sys.platform == "win32" else "bin")
    folder.mkdir()
    python = folder / ("python.exe" if sys.platform == "win32" else "python")
    python.touch(0o755)
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path))
    assert os.path.normpath(lookup.find(None)) == str(python)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for an interpreter")
def test_by_version_on_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """``python3.X`` on PATH counts only if it is that version: pyenv's shims may fail."""
    fake = tmp_path / f"python{VERSION}"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "nowhere"))
    with pytest.raises(InterpreterError, match="no interpreter"):
        lookup.find(VERSION)
    fake.unlink()
    fake.symlink_to(sys.executable)
    assert lookup.find(VERSION) == str(fake)


def test_by_version_under_pyenv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The newest of the versions that pyenv has."""
    for name in ("3.77.2", "3.77.10", "3.7.1", "3.77.x"):
        (tmp_path / "versions" / name / "bin").mkdir(parents=True)
        (tmp_path / "versions" / name / "bin" / "python").touch(0o755)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert lookup.find("3.77").endswith(os.path.join("3.77.10", "bin", "python"))
