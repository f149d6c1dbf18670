"""CPython's own tests of multiprocessing end alike, one by one, under the recorder and without it.

By default a selection under the running interpreter. PICKCHECK_TEST_ALL=1 takes more, PICKCHECK_TEST_PYTHON=VERSION
another interpreter, and PICKCHECK_TEST_CPYTHON=FOLDER a ``test`` package for one that was installed without:

    apt-get download libpython3.14-testsuite && dpkg-deb -x libpython3.14-testsuite_*.deb unpacked
    cp -r unpacked/usr/lib/python3.14/test FOLDER && cp -rn PREFIX/lib/python3.14/test FOLDER
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pickcheck.model import Target

from .running import plain, recorded

DRIVER = Path(__file__).with_name("cpython_driver.py")
TIMEOUT = 600.0
POOL = "test.test_concurrent_futures.test_process_pool"  # from 3.12 on; before it is one module
OLD_POOL = "test.test_concurrent_futures"
MAIN = "test.test_multiprocessing_main_handling"
OLD_CLASSES = f"""
import unittest, {OLD_POOL} as tests
for name, cls in vars(tests).items():
    if name.startswith("ProcessPool") and issubclass(cls, unittest.TestCase):
        print(name)
"""
QUICK = {
    "main module, spawn": [f"{MAIN}.SpawnCmdLineTest"],
    "executor, spawn": [f"{POOL}.ProcessPoolSpawnProcessPoolExecutorTest"],
    "processes, spawn": ["cpython_spawn.WithProcessesTestProcess"],
}
ALL = {
    "main module": [MAIN],
    "executor": [POOL],
    "processes, spawn": [
        f"cpython_spawn.WithProcesses{name}"
        for name in ("TestProcess", "TestQueue", "TestPool", "TestConnection", "TestBarrier", "TestEvent")
    ],
}
SUITES = ALL if os.environ.get("PICKCHECK_TEST_ALL") else QUICK


def available(python: str, names: list[str]) -> list[str]:
    """The names as this interpreter has them; the test is skipped where it has none."""
    if has(python, OLD_POOL) and not has(python, POOL):
        names = [old for name in names for old in ([name] if POOL not in name else old_pools(python, name))]
    missing = [name for name in names if not has(python, name)]
    if missing:
        pytest.skip(f"{python} has no {missing[0]}")
    return names


def old_pools(python: str, name: str) -> list[str]:
    """The same classes before 3.12: of the one module those for process pools."""
    if name != POOL:
        return [name.replace(POOL, OLD_POOL)]
    found = subprocess.run([python, "-c", OLD_CLASSES], capture_output=True, text=True, check=True).stdout.split()
    return [f"{OLD_POOL}.{one}" for one in found]


def has(python: str, name: str) -> bool:
    """Whether unittest finds something of this name."""
    source = "import sys, unittest; unittest.defaultTestLoader.loadTestsFromName(sys.argv[1]); " + (
        "sys.exit(bool(unittest.defaultTestLoader.errors))"
    )
    command = [python, "-c", source, name]
    return subprocess.run(command, capture_output=True, cwd=DRIVER.parent).returncode == 0


@pytest.mark.parametrize("names", SUITES.values(), ids=SUITES)
def test_same_results(names: list[str], python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Test by test the same result."""
    if extra := os.environ.get("PICKCHECK_TEST_CPYTHON"):
        monkeypatch.setenv("PYTHONPATH", extra)
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    names = available(python, names)
    monkeypatch.chdir(tmp_path)

    def results(name: str) -> dict[str, Any]:
        return json.loads((tmp_path / name).read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    without_us = plain(Target(str(DRIVER), args=("plain.json", *names)), python, TIMEOUT)
    assert without_us.status == 0, without_us.stderr
    with_us = recorded(Target(str(DRIVER), args=("recorded.json", *names)), python, "spawn", TIMEOUT)
    assert with_us.status == 0, with_us.stderr
    before, after = results("plain.json"), results("recorded.json")
    print(len(before["outcomes"]), "tests,", after["journals"], "recorded processes")
    assert after["outcomes"] == before["outcomes"]
    assert "ok" in before["outcomes"].values()
    assert (before["journals"], after["journals"] > len(before["outcomes"]) / 2) == (0, True)
