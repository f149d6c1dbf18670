"""Interpreters: looked at, refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck.errors import TargetError
from pickcheck.launch import interpreters
from pickcheck.model import Target


def test_inspect(tmp_path: Path) -> None:
    """Version, start methods, and the recorder made ready for it."""
    script = tmp_path / "script.py"
    script.write_text("x = 1\n")
    found = interpreters.inspect(sys.executable, Target(str(script)), tmp_path)
    assert found.python.version == ".".join(map(str, sys.version_info[:3]))
    assert "spawn" in found.methods and found.hexversion == sys.hexversion
    prepared = Path(found.recorder)
    assert {"recorder", "pickling", "table"} <= {file.name for file in prepared.iterdir()}
    assert list((prepared / "guards").iterdir())
    assert list((prepared / "entry").rglob("sitecustomize.*.pyc"))


def test_sources_of_other_encodings(tmp_path: Path) -> None:
    """A script is compiled as Python does: with its own encoding, with a byte order mark, with null bytes refused."""
    script = tmp_path / "script.py"
    for source in (b"# coding: latin-1\nx = '\xe9'\n", b"\xef\xbb\xbfx = 1\n", b""):
        script.write_bytes(source)
        interpreters.inspect(sys.executable, Target(str(script)), tmp_path)
    for source in (b"x = '\xe9'\n", b"x = 1\0\n"):
        script.write_bytes(source)
        with pytest.raises(TargetError, match=r"script\.py: "):
            interpreters.inspect(sys.executable, Target(str(script)), tmp_path)
