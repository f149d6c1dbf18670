"""docs/api.md is what the docstrings say, and the examples in them are what happens."""

from __future__ import annotations

import doctest
import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import pickcheck

ROOT = Path(__file__).resolve().parent.parent
HOMES = ("library", "bounds", "diagnoses", "model", "errors")
SCRIPT = """\
from multiprocessing import Process
if __name__ == "__main__":
    Process(target=lambda: 1).start()
"""


def examples() -> list[Any]:
    found = []
    for home in HOMES:
        module = importlib.import_module(f"pickcheck.{home}")
        found += [test for test in doctest.DocTestFinder().find(module) if test.examples]
    return found


def test_up_to_date() -> None:
    """It is written anew when a docstring changes."""
    command = [sys.executable, str(ROOT / "docs" / "api.py"), "--check"]
    assert subprocess.run(command, check=False).returncode == 0, "run: python docs/api.py"


@pytest.mark.parametrize("test", examples(), ids=lambda test: test.name)
def test_examples(test: Any, tmp_path: Path) -> None:
    """Each example gives what it shows."""
    (tmp_path / "app.py").write_text(SCRIPT)
    test.globs["script"] = str(tmp_path / "app.py")
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    assert runner.run(test, out=said.append).failed == 0, "".join(said)


def test_every_public_name() -> None:
    """Each name of the package is on the page, with the examples of the three calls."""
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    for name in set(pickcheck.__all__) - {"__version__"}:
        assert f"\n### {name}\n" in text and f"```text\npickcheck.{name}" in text
    assert len(examples()) >= 4 and text.count("```pycon") >= 4


def test_public_names_have_docstrings() -> None:
    """What is shown says something: each class and call, and each of their public methods."""
    for home in HOMES:
        module = importlib.import_module(f"pickcheck.{home}")
        for name, value in vars(module).items():
            if getattr(value, "__module__", None) == module.__name__ and not name.startswith("_") and callable(value):
                assert value.__doc__, name
                for member, function in vars(value).items() if isinstance(value, type) else ():
                    assert member.startswith("_") or not callable(function) or function.__doc__, f"{name}.{member}"
