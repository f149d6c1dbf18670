"""What the recorder imports is an allow-list: an import in a child can cure the very fault that is looked for."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest

from pickcheck.model import Target

from .running import METHODS, Ran, plain, recorded

# In every process that records. atexit is a C module.
START = (
    "_pickcheck", "_pickcheck.recorder", "_pickcheck.recorder.journal", "_pickcheck.recorder.places",
    "_pickcheck.recorder.session", "_pickcheck.recorder.start", "_pickcheck.recorder.traffic", "atexit",
)  # fmt: skip
# With the first watched module: more of the recorder, and nothing else.
GUARDS = ("_pickcheck.recorder.*",)
# Only after a dump that failed; gc is a C module.
WALK = ("_pickcheck.pickling*", "gc")

TELL = """
import os, sys
def tell(role):
    with open(role, "w", encoding="utf-8") as file:
        file.write(" ".join(sorted(sys.modules)))
"""
NOTHING = TELL + "tell('parent')\n"
THREADS = TELL + "import threading\ntell('parent')\n"
PROCESSES = f"""{TELL}
from multiprocessing import Process, set_start_method
def grandchild():
    tell("grandchild")
def child():
    tell("child")
    inner = Process(target=grandchild)
    inner.start()
    inner.join()
if __name__ == "__main__":
    if len(sys.argv) > 1:
        set_start_method(sys.argv[1])
    outer = Process(target=child)
    outer.start()
    outer.join()
    tell("parent")
"""
FAILURE = f"""{TELL}
from multiprocessing import Pipe
try:
    Pipe()[0].send([lambda: 0, sys, open(os.devnull)])
except Exception:
    tell("parent")
"""
MISSING = """
import sys
import {package}
from multiprocessing import Process, set_start_method
def child():
    print({name})
if __name__ == "__main__":
    import {name}
    if len(sys.argv) > 1:
        set_start_method(sys.argv[1])
    outer = Process(target=child)
    outer.start()
    outer.join()
    sys.exit(outer.exitcode)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def both(source: str, python: str, method: str, folder: Path) -> tuple[Ran, Ran]:
    """A script's runs, plain and recorded; each leaves its files in a folder of that name."""
    (folder / "app.py").write_text(source, encoding="utf-8")
    script = str(folder / "app.py")
    without_us = plain(Target(script, args=(method,)), python)
    keep(folder, "plain")
    with_us = recorded(Target(script), python, method)
    keep(folder, "recorded")
    return without_us, with_us


def keep(folder: Path, name: str) -> None:
    """Move the files without a suffix into a folder of this name."""
    files = [path for path in folder.iterdir() if path.is_file() and not path.suffix]
    (folder / name).mkdir()
    for path in files:
        path.rename(folder / name / path.name)


def added(source: str, python: str, method: str, folder: Path) -> dict[str, set[str]]:
    """By role, what is in sys.modules only under the recorder. Nothing is there only without it."""
    without_us, with_us = both(source, python, method, folder)
    assert with_us == without_us
    assert (without_us.status, without_us.stderr) == (0, "")
    seen = [
        {path.name: set(path.read_text(encoding="utf-8").split()) for path in (folder / name).iterdir()}
        for name in ("plain", "recorded")
    ]
    before, after = seen
    assert before.keys() == after.keys()
    assert {role: before[role] - after[role] for role in before} == dict.fromkeys(before, set())
    return {role: after[role] - before[role] for role in before}


def foreign(modules: set[str], *allowed: tuple[str, ...]) -> list[str]:
    """The modules that no allow-list has."""
    patterns = [pattern for one in allowed for pattern in one]
    return sorted(module for module in modules if not any(fnmatch(module, pattern) for pattern in patterns))


def test_a_script_without_multiprocessing(python: str, folder: Path) -> None:
    """The table of patches and all behind it stays out."""
    found = added(NOTHING, python, "spawn", folder)
    assert {role: foreign(modules, START) for role, modules in found.items()} == {"parent": []}


def test_a_script_with_threads(python: str, folder: Path) -> None:
    """The guards come with the first watched module, and bring nothing else."""
    found = added(THREADS, python, "spawn", folder)
    assert {role: foreign(modules, START, GUARDS) for role, modules in found.items()} == {"parent": []}
    assert "_pickcheck.recorder.guard" in found["parent"]


@pytest.mark.parametrize("method", METHODS)
def test_a_script_with_processes(python: str, method: str, folder: Path) -> None:
    """In every process the same: the recorder and its guards."""
    found = added(PROCESSES, python, method, folder)
    assert {role: foreign(modules, START, GUARDS) for role, modules in found.items()} == {
        "parent": [],
        "child": [],
        "grandchild": [],
    }
    assert all("_pickcheck.recorder.guard" in modules for modules in found.values())


def test_a_dump_that_failed(python: str, folder: Path) -> None:
    """The walk brings its own modules and none of the standard library's that the script has not."""
    found = added(FAILURE, python, "spawn", folder)
    assert foreign(found["parent"], START, GUARDS, WALK) == []
    assert foreign(found["parent"], START, GUARDS) != []


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
@pytest.mark.parametrize(
    "name",
    ["concurrent.futures", "multiprocessing.pool", "multiprocessing.managers", "logging.handlers", "xml.dom"],
)
def test_a_submodule_that_the_child_has_not(python: str, method: str, name: str, folder: Path) -> None:
    """What only the parent imported is missing in the child, with the same words as ever."""
    source = MISSING.format(package=name.split(".")[0], name=name)
    without_us, with_us = both(source, python, method, folder)
    assert "AttributeError" in without_us.stderr
    assert with_us == without_us


@pytest.mark.parametrize("name", ["threading", "multiprocessing.pool", "concurrent.futures.process"])
def test_a_watched_module_looked_for_but_not_imported(python: str, name: str, folder: Path) -> None:
    """Tools that look for a module get a loader that can all that the module's own can."""
    source = f"""
import importlib.util, sys
sys.modules.pop({name!r}, None)
spec = importlib.util.find_spec({name!r})
print(spec.name, spec.origin, spec.cached, spec.has_location, spec.loader.name, spec.loader.path)
print(len(spec.loader.get_source({name!r})), spec.loader.get_code({name!r}).co_name, spec.loader.is_package({name!r}))
"""
    without_us, with_us = both(source, python, "spawn", folder)
    assert (without_us.status, without_us.stderr) == (0, "")
    assert with_us == without_us


@pytest.mark.parametrize("method", METHODS)
def test_a_module_of_the_standard_library_that_is_hidden(python: str, method: str, folder: Path) -> None:
    """A script's own queue.py breaks multiprocessing, with the same traceback as ever."""
    (folder / "queue.py").write_text("raise RuntimeError('not the queue you look for')\n", encoding="utf-8")
    without_us, with_us = both("import multiprocessing.pool\n", python, method, folder)
    assert "RuntimeError" in without_us.stderr
    assert with_us == without_us
