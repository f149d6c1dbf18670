"""What is told on Linux of Windows, against a real Windows CPython: named by PICKCHECK_TEST_WINDOWS_PYTHON, if there is one.

It is a command that takes the place of python.exe and understands paths as ``Z:\\...`` (Wine), see docs/windows.md.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from pickcheck.launch.platforms import windows_differences

from . import windows_agreement, windows_sights

PYTHON = os.environ.get("PICKCHECK_TEST_WINDOWS_PYTHON", "")
CORPUS = Path(__file__).resolve().parent.parent / "corpus"
SCRIPTS = sorted([*CORPUS.glob("*/bad.py"), *CORPUS.glob("*/good.py"), *CORPUS.glob("false_friends/*.py")])

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="this is Windows: nothing is emulated"),
    pytest.mark.skipif(not PYTHON, reason="no Windows CPython: PICKCHECK_TEST_WINDOWS_PYTHON is not set"),
]

# Prints the names of the table that are not as it says.
WRONG = """
import importlib, json, sys, warnings
warnings.simplefilter("ignore")
table, wrong = json.loads(sys.argv[1]), []
for kind in ("hidden", "only"):
    for module, names in table[kind].items():
        try:
            found = importlib.import_module(module)
        except (ImportError, AttributeError):
            continue  # multiprocessing's own for Unix, which fail by themselves
        wrong += [module + "." + name for name in names.split() if hasattr(found, name) is (kind == "hidden")]
for module, missing in table["refused"].items():
    try:
        importlib.import_module(module)
        wrong.append(module)
    except ImportError:
        pass
for module in table["only_modules"]:
    importlib.import_module(module)
print(json.dumps(wrong))
"""


def on_windows(*words: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PYTHON, *words], capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL, timeout=timeout
    )


@cache
def version() -> str:
    return on_windows("-c", "import sys; print('%d.%d' % sys.version_info[:2])").stdout.strip()


def test_the_table_is_right() -> None:
    """Every name that is hidden is missing there, and every name that only Windows has is there."""
    major, minor = version().split(".")
    table = windows_differences((int(major), int(minor)), "linux").plain(True)
    result = on_windows("-c", WRONG, json.dumps(table))
    assert json.loads(result.stdout) == [], result.stderr


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_corpus_has_the_truth(script: Path) -> None:
    """How each script ends on Windows is what its expected.json says, with which the emulation is compared."""
    wanted = expected(script)
    try:
        result = on_windows("Z:" + str(script).replace("/", "\\"), timeout=40)
    except subprocess.TimeoutExpired:
        assert wanted == {"verdict": "hangs", "status": None}
        return
    assert {"verdict": "fails" if result.returncode else "ok", "status": result.returncode} == wanted, result.stderr


def expected(script: Path) -> dict:
    if script.parent.name == "false_friends":
        enemies = json.loads((script.parent / "windows.json").read_text(encoding="utf-8"))
        status = 1 if script.name in enemies else 0
        return {"verdict": "fails" if status else "ok", "status": status}
    facts = json.loads((script.parent / "expected.json").read_text(encoding="utf-8"))
    if facts["requires"]:
        pytest.skip(f"{', '.join(facts['requires'])} is not looked for on Windows")
    blocks = facts["plain"][script.stem]
    return dict(blocks.get(version(), blocks["3.11"])["windows"])


@pytest.mark.parametrize("name", windows_sights.SIGHTS)
def test_the_sights_have_the_truth(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What each program that looks at the platform does there is what ``windows_sights.json`` says."""
    script = tmp_path / "app.py"
    script.write_text(windows_sights.SIGHTS[name], encoding="utf-8")
    windows_agreement.set_environment(monkeypatch)
    seen = windows_agreement.on_windows(script, PYTHON, 60)
    if seen.verdict == "wine":
        pytest.skip("Wine lacks a function that it needs")
    blocks = json.loads(windows_agreement.TRUTH.read_text(encoding="utf-8"))[name]
    wanted = blocks.get(version(), blocks["3.11"])
    assert (seen.verdict, seen.error) == (wanted["verdict"], wanted.get("error", ""))
