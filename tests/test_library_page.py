"""docs/library.md shows what happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parent.parent / "docs" / "library.md"
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("source, printed", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example(source: str, printed: str, tmp_path: Path) -> None:
    """It prints what the page says."""
    (tmp_path / "example.py").write_text(source, encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "example.py"]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (result.stdout, result.stderr) == (printed, "")


def test_every_example_is_run() -> None:
    """None is left out by the way it is written."""
    assert len(EXAMPLES) == PAGE.read_text(encoding="utf-8").count("```python")
