"""python -m MODULE: a child imports the module again by its name, a package's __main__ it does not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Severity, Target

TOOL = """
from multiprocessing import Process
print("reading the tool")

def work():
    pass

def main():
    child = Process(target=work)
    child.start()
    child.join()

if __name__ == "__main__":
    main()
"""
MAIN = "from .tool import main\nopen('log', 'w').close()\nmain()\n"


@pytest.mark.parametrize(("module", "told"), [("pkg.tool", True), ("pkg", False)])
def test_top_level_of_a_module(module: str, told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the module's top level does is done again in the child, and nothing of __main__.py is."""
    (tmp_path / "pkg").mkdir()
    for name, source in (("__init__", ""), ("__main__", MAIN), ("tool", TOOL)):
        (tmp_path / "pkg" / f"{name}.py").write_text(source)
    monkeypatch.chdir(tmp_path)
    report = check(Target(None, module), Options(methods=("spawn",), pythons=(sys.executable,), timeout=30))
    assert report.outputs[0].stdout.count("reading the tool") == 2
    found = [(one.rule, one.severity, one.place and one.place.line) for one in report.findings]
    assert found == ([("reexec-side-effects", Severity.NOTE, 3)] if told else [])
