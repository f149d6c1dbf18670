"""Whether a global is read outside of some functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from pickcheck.launch.namings import is_named_outside

WORK = "one = Lock()\ndef work():\n    with one: pass\n"


@pytest.mark.parametrize(
    ("source", "outside"),
    [
        (WORK, False),
        (WORK + "one.release()\n", True),
        (WORK + "class Job:\n    def run(self):\n        return one\n", True),
        (WORK + "class Job:\n    def work(self):\n        return one\n", False),
        (WORK + "def work_too():\n    one = 3\n", False),
        (WORK + "x = " + "1+" * 1500 + "one\n", True),
        ("def (", False),
    ],
)
def test_is_named_outside(source: str, outside: bool, tmp_path: Path) -> None:
    """Where it is bound is no reading; a deep nest, or no source, ends nothing."""
    (tmp_path / "app.py").write_text(source, encoding="utf-8")
    assert is_named_outside(str(tmp_path / "app.py"), "one", {"work"}) is outside
