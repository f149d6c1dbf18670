"""``pickcheck.check`` wherever it may be called: threads, event loops, workers, consoles, debuggers, main modules without a file."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMON = """
import threading, pickcheck

class Job:
    def __init__(self):
        self.steps = [abs, threading.Lock()]

def told(**options):
    bad = pickcheck.check(Job(), name="job", **options)
    good = pickcheck.check({"n": [1, 2]}, name="good", **options)
    return [leaf.path for leaf in bad.leaves], good.ok
"""
FOUND = "(['job.steps[1]'], True)"
GUARD = 'if __name__ == "__main__":\n'
# What calls it -> the rest of a script that prints what was told.
PLACES = {
    "top level without a guard": "print(told(METHODS), flush=True)",
    "thread": GUARD + """
    thread = threading.Thread(target=lambda: print(told(METHODS)))
    thread.start()
    thread.join()
""",
    "event loop": GUARD + """
    import asyncio
    async def main():
        print(told(METHODS))
        print(await asyncio.to_thread(lambda: told(METHODS)))
    asyncio.run(main())
""",
    "process": "def run(): print(told(METHODS), flush=True)\n" + GUARD + """
    import multiprocessing
    process = multiprocessing.Process(target=run)
    process.start()
    process.join()
""",
    "daemonic process": "def run(): print(told(METHODS), flush=True)\n" + GUARD + """
    import multiprocessing
    process = multiprocessing.Process(target=run, daemon=True)
    process.start()
    process.join()
""",
    "spawned process": "def run(): print(told(METHODS), flush=True)\n" + GUARD + """
    import multiprocessing
    process = multiprocessing.get_context("spawn").Process(target=run)
    process.start()
    process.join()
""",
    "pool's worker": "def run(_): return told(METHODS)\n" + GUARD + """
    import multiprocessing
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(*pool.map(run, [1]))
""",
    "executor's worker": "def run(): return told(METHODS)\n" + GUARD + """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        print(pool.submit(run).result())
""",
    "signal handler": GUARD + """
    import signal
    signal.signal(signal.SIGINT, lambda *_: print(told(METHODS)))
    signal.raise_signal(signal.SIGINT)
""",
    "exit": GUARD + """
    import atexit
    atexit.register(lambda: print(told(METHODS)))
""",
    "trace function": GUARD + """
    import sys
    sys.settrace(lambda *_: None)
    print(told(METHODS))
""",
    "no output": GUARD + """
    import os, sys
    out, sys.stdout, sys.stderr, sys.stdin = sys.stdout, None, None, None
    text = str(told(METHODS))
    sys.stdout = out
    print(text)
""",
}  # fmt: skip


def run(command: list[str], text: str | None = None) -> str:
    """The output of a program that ends well within a minute."""
    result = subprocess.run(
        command, input=text if text is not None else "", capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Traceback" not in result.stderr, result.stderr
    return result.stdout


def source(place: str, methods: str) -> str:
    return COMMON + PLACES[place].replace("METHODS", methods)


@pytest.mark.parametrize("methods", ["", 'methods=["spawn"]'], ids=["here", "spawn"])
@pytest.mark.parametrize("place", PLACES)
def test_in_a_script(place: str, methods: str, tmp_path: Path) -> None:
    """The same is found as anywhere, and what crosses crosses; the program ends well."""
    script = tmp_path / "script.py"
    script.write_text(source(place, methods), encoding="utf-8")
    lines = run([sys.executable, str(script)]).split("\n")
    assert lines == [FOUND] * (2 if place == "event loop" else 1) + [""]


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="no forkserver here")
@pytest.mark.parametrize("place", ["top level without a guard", "thread", "daemonic process"])
def test_under_forkserver(place: str, tmp_path: Path) -> None:
    """A forkserver's child is another fresh process."""
    script = tmp_path / "script.py"
    script.write_text(source(place, 'methods=["forkserver"]'), encoding="utf-8")
    assert run([sys.executable, str(script)]) == f"{FOUND}\n"


@pytest.mark.parametrize("methods", ["", 'methods=["spawn"]'], ids=["here", "spawn"])
def test_without_a_file(methods: str, tmp_path: Path) -> None:
    """``python -c``, a program on standard input, the console, a main module that is made up, a zip archive, a package."""
    told = f"print(told({methods}))\n"
    console = COMMON.replace("\n\n", "\n").replace("def told", "\ndef told") + "\n" + told
    assert run([sys.executable, "-c", COMMON + told]) == f"{FOUND}\n"
    # A child looks for a file called <stdin>, and ends.
    assert run([sys.executable], COMMON + told) == (f"{FOUND}\n".replace("True", "False") if methods else f"{FOUND}\n")
    assert FOUND in run([sys.executable, "-i", "-q"], console)
    frozen = (
        "import sys, types\nmain = sys.modules['__main__'] = types.ModuleType('__main__')\n"
        f"sys.frozen = True\nexec({COMMON + told!r}, vars(main))\n"
    )
    (tmp_path / "frozen.py").write_text(frozen, encoding="utf-8")
    assert run([sys.executable, str(tmp_path / "frozen.py")]) == f"{FOUND}\n"
    package = tmp_path / "package"
    package.mkdir()
    (package / "__main__.py").write_text(COMMON + GUARD + f"    {told}", encoding="utf-8")
    assert run([sys.executable, str(package)]) == f"{FOUND}\n"


def test_in_a_debugger(tmp_path: Path) -> None:
    """At pdb's prompt, which is its main module."""
    script = tmp_path / "script.py"
    script.write_text(COMMON + GUARD + "    print('here')\n", encoding="utf-8")
    last = script.read_text(encoding="utf-8").count("\n")
    asked = ["p told()", "p hasattr(__import__('__main__'), '__spec__')", 'p told(methods=["spawn"])']
    commands = "\n".join([f"b {script}:{last}", "c", *asked, "q", ""])
    command = [sys.executable, "-m", "pdb", str(script)]
    result = subprocess.run(command, input=commands, capture_output=True, text=True, timeout=120, check=False)
    told = [
        line.removeprefix("(Pdb) ") for line in result.stdout.splitlines() if line.endswith(("True", "False", ")"))
    ][-3:]
    # Before 3.13 pdb's main module has no __spec__, and multiprocessing can start no child by spawn.
    starts = told[1] == "True"
    assert told == [FOUND, str(starts), FOUND.replace("True", str(starts))], result.stdout + result.stderr


def test_in_a_notebook() -> None:
    """The main module is IPython's, whose cells have no file."""
    shell = pytest.importorskip("IPython.core.interactiveshell", reason="IPython is not installed")
    made = shell.InteractiveShell()
    made.run_cell(COMMON + "\nd = pickcheck.check(Job(), name='job')\nhtml = d._repr_html_()")
    assert made.user_ns["d"].leaves[0].path == "job.steps[1]" and "job.steps[1]" in made.user_ns["html"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
def test_while_others_hold_locks(tmp_path: Path) -> None:
    """Another thread logs and imports all the time; the forked copy does not wait for it for ever."""
    script = tmp_path / "script.py"
    script.write_text(
        COMMON
        + GUARD
        + """
    import importlib, logging, sys
    logging.basicConfig(stream=open("/dev/null", "w"), level=0)
    going = True
    def busy(name):
        while going:
            logging.info("x")
            sys.modules.pop(name, None)
            importlib.import_module(name)
    others = [threading.Thread(target=busy, args=(name,)) for name in ("json.tool", "xml.sax.saxutils")]
    for one in others: one.start()
    try:
        print(*{str(told(methods=["spawn"], limits=pickcheck.Limits(process_seconds=20))) for _ in range(2)})
    finally:
        going = False
""",
        encoding="utf-8",
    )
    assert run([sys.executable, str(script)]) == f"{FOUND}\n"
