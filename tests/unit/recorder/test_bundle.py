"""The recorder's modules as a recorded process has them: made ahead, each run once, what it needs before it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pickcheck.launch import interpreters, launcher, lookup, settings
from pickcheck.model import Target
from pickcheck.recorder import prepare, windows, windows_values

SOURCES = Path(prepare.__file__).parents[1]
NEEDS = {
    f"_pickcheck.{unit}.{path.stem}": prepare._needs(path.read_bytes(), unit, path.stem, str(SOURCES))
    for unit in ("recorder", "pickling")
    for path in (SOURCES / unit).glob("*.py")
    if path.stem != "__init__"
}


def recorded(tmp_path: Path, source: str) -> str:
    """What a script prints that runs in a process that records."""
    script = tmp_path / "script.py"
    script.write_text(source, encoding="utf-8")
    target, folder = Target(str(script)), launcher.new_folder()
    interpreter = interpreters.inspect(lookup.find(sys.executable), target, folder)
    env = settings.environment(launcher.new_control_folder(folder), "spawn", interpreter, target)
    done = subprocess.run([sys.executable, str(script)], env=env, capture_output=True, text=True, timeout=60)
    launcher.remove(folder)
    return done.stdout + done.stderr


@pytest.mark.parametrize("module", sorted(NEEDS))
def test_no_module_needs_itself_in_the_end(module):
    seen, waiting = set(), list(NEEDS[module])
    while waiting:
        needed = waiting.pop()
        assert needed != module
        if needed not in seen:
            seen.add(needed)
            waiting += NEEDS.get(needed, ())


def test_what_a_module_needs_is_in_the_order_of_its_imports():
    source = b"import os\nfrom . import guard, later\nfrom .session import quiet\nif 1:\n    from . import dumps\n"
    needs = prepare._needs(source + b"from ..pickling.probe import find_leaves\n", "recorder", "x", str(SOURCES))
    assert needs == ("_pickcheck.recorder", *(f"_pickcheck.recorder.{name}" for name in ("guard", "later", "session")),
                     "_pickcheck.pickling.probe")  # fmt: skip


def test_a_module_is_run_once_whoever_asks_for_it(tmp_path):
    source = """
import importlib, sys, threading
found, names = [], ["_pickcheck.recorder.shapes", "_pickcheck.recorder.state", "_pickcheck.recorder.comparing"]
gate = threading.Barrier(12)
def ask(name):
    gate.wait()
    module = importlib.import_module(name)
    found.append((name, id(module), id(module.__dict__)))
threads = [threading.Thread(target=ask, args=(names[number % 3],)) for number in range(12)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
state, shapes = sys.modules[names[1]], sys.modules[names[0]]
print(len(set(found)), state.shape_of is shapes.shape_of, sys.modules["_pickcheck.recorder"].state is state)
"""
    assert recorded(tmp_path, source) == "3 True True\n"


def test_a_module_that_cannot_run_is_not_left_behind(tmp_path):
    source = """
import sys
session = sys.modules["_pickcheck.recorder.session"].session
load = session.bundle.load
session.bundle.load = lambda name: compile("1 / 0", name, "exec")
for _ in range(2):
    try:
        session.bundle.bring("_pickcheck.recorder.shapes")
    except ZeroDivisionError:
        print("_pickcheck.recorder.shapes" in sys.modules)
session.bundle.load = load
print(session.bundle.bring("_pickcheck.recorder.shapes").shape_of.__name__)
"""
    assert recorded(tmp_path, source) == "False\nFalse\nshape_of\n"


def test_the_modules_that_differ_on_windows_are_known_before_what_differs_is_imported():
    assert windows.CHANGED == windows_values.CHANGED


@pytest.mark.parametrize("module", sorted(windows.CHANGED))
def test_what_differs_on_windows_is_there(module):
    assert windows_values.changed(module)
