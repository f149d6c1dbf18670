"""The pytest plugin, in test runs of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

OBJECTS = """
import threading, pytest

class Good: pass

class Bad:
    def __init__(self): self.lock = threading.Lock()

def test_good(assert_picklable, pickcheck):
    assert_picklable(Good())
    assert pickcheck.check(Good()).ok and not pickcheck.check(Bad())

def test_bad(assert_picklable):
    assert_picklable([Bad()], name="jobs")

@pytest.mark.pickcheck(methods=["spawn"])
def test_method(pickcheck):
    assert pickcheck.methods == ["spawn"]
    assert "loads in a fresh process (spawn)" in str(pickcheck.check(threading.Event))
"""


def test_objects(pytester: pytest.Pytester) -> None:
    """The fixtures; a failure shows the finding and no line of ours."""
    pytester.makepyfile(OBJECTS)
    result = pytester.runpytest_subprocess("--strict-markers")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*jobs?0?.lock is a threading.Lock*", "*mend: *"])
    assert "library.py" not in result.stdout.str()


def test_script(pytester: pytest.Pytester) -> None:
    """A script that fails under some start method fails the test, with the report."""
    pytester.makepyfile(
        app="from multiprocessing import Process\nif __name__ == '__main__':\n"
        "    p = Process(target=lambda: 1)\n    p.start()\n    p.join()\n",
        fine="print('fine')\n",
        test_app="import pytest\ndef test_fine(pickcheck):\n    assert pickcheck.script('fine.py').runs\n"
        "@pytest.mark.pickcheck(methods=['spawn'])\ndef test_app(pickcheck):\n    pickcheck.script('app.py')\n",
    )
    result = pytester.runpytest_subprocess("test_app.py")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*lambda-arg*spawn*"])


def test_script_on_a_console_of_windows(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure's report has no sign that cp1252 cannot write, nor one that is another there."""
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    pytester.makepyfile(
        app="from multiprocessing import Process\nif __name__ == '__main__':\n    Process(target=lambda: 1).start()\n",
        test_app="def test_app(pickcheck):\n    pickcheck.script('app.py', methods=['spawn'])\n",
    )
    result = pytester.runpytest_subprocess("test_app.py")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*lambda-arg*spawn*"])
    assert result.stdout.str().isascii() and "\\u" not in result.stdout.str()


@pytest.mark.skipif(sys.platform == "win32", reason="spawn only there")
def test_start_methods(pytester: pytest.Pytester) -> None:
    """Once under each; afterwards the default is what it was, and may still be set."""
    pytester.makepyfile(
        """
        import multiprocessing as mp, pytest

        @pytest.mark.start_methods("spawn", "forkserver")
        def test_each():
            print("under", mp.get_start_method())
            assert mp.get_context().get_start_method() == mp.get_start_method()

        @pytest.mark.start_methods("spawn")
        def test_named(start_method):
            assert start_method == mp.get_start_method() == "spawn"

        @pytest.mark.start_methods("none_such")
        def test_unknown(): ...

        def test_after():
            mp.set_start_method("spawn")
        """
    )
    result = pytester.runpytest_subprocess("-rA", "-p", "no:xdist")
    result.assert_outcomes(passed=4, skipped=1)
    result.stdout.fnmatch_lines(["*under spawn*", "*under forkserver*", "*test_each?forkserver?*"])


DROPS = """
import multiprocessing, time

def test_put():
    queue = multiprocessing.Queue()
    queue.put(["a", lambda: 1])
    queue.close()
    queue.join_thread()
"""


def test_dropped_items(pytester: pytest.Pytester) -> None:
    """Only with --pickcheck; with -W error the test that did it fails."""
    pytester.makepyfile(DROPS)
    pytester.runpytest_subprocess().assert_outcomes(passed=1)
    result = pytester.runpytest_subprocess("--pickcheck")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(
        ["*DroppedItemWarning: PK101 lambda-arg*", "*obj?1? is a lambda*", "*put() had returned*"]
    )
    strict = pytester.runpytest_subprocess("--pickcheck", "-W", "error::pickcheck.pytest_plugin.DroppedItemWarning")
    strict.assert_outcomes(passed=1, errors=1)


def test_with_xdist(pytester: pytest.Pytester) -> None:
    """The warnings of workers arrive too, and what they heard is in the section."""
    pytester.makepyfile(DROPS)
    result = pytester.runpytest_subprocess("--pickcheck", "-n", "1")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*= pickcheck: 1 error, 0 warnings =*", "error: *test_put", "*obj?1? is a lambda*"])
    pytester.runpytest_subprocess("--pickcheck-strict", "-n", "1").assert_outcomes(failed=1, warnings=1)


BOUNDARIES = """
import multiprocessing, threading, time
from concurrent.futures import ProcessPoolExecutor
import pytest

runs = []

class BadInit(Exception):
    def __init__(self, one, other): super().__init__(one)

def raises(n): raise BadInit(1, 2)
def puts(queue):
    queue.put(lambda: 1)
    queue.close()
    queue.join_thread()

def test_fine():
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.map(abs, [-1]) == [1]

def test_process():
    runs.append(1)
    with pytest.raises(Exception):
        multiprocessing.get_context("spawn").Process(target=print, args=(threading.Lock(),)).start()
    assert len(runs) == 1

def test_pipe():
    left, right = multiprocessing.Pipe()
    with left, right, pytest.raises(Exception):
        left.send({"k": lambda: 1})

def test_task():
    with multiprocessing.get_context("fork").Pool(1) as pool:
        with pytest.raises(Exception):
            pool.apply(len, [[lambda: 1]])

def test_executor():
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
        with pytest.raises(Exception):
            pool.submit(len, [lambda: 1]).result()

def test_result():
    pool = multiprocessing.get_context("fork").Pool(1)
    pool.apply_async(raises, [1])
    while pool._result_handler.is_alive():
        time.sleep(0.01)
    with pytest.raises(AssertionError, match="not alive"):
        pool.terminate()

def test_forked():
    context = multiprocessing.get_context("fork")
    process = context.Process(target=puts, args=(context.Queue(),))
    process.start()
    process.join()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="fork")
def test_every_boundary(pytester: pytest.Pytester) -> None:
    """What did not get over is told with its test; only what nobody was told of is lost, and fails the test when asked."""
    pytester.makepyfile(BOUNDARIES)
    ignored = ("-W", "ignore::pytest.PytestUnhandledThreadExceptionWarning", "-W", "ignore::DeprecationWarning")
    result = pytester.runpytest_subprocess("--pickcheck", *ignored)
    result.assert_outcomes(passed=7, warnings=2)
    result.stdout.fnmatch_lines(["*= pickcheck: 2 errors, 4 warnings =*"])
    for name, words in {
        "process": "warning: *args?0? is a threading.Lock*",
        "pipe": "warning: *obj?'k'? is a lambda*",
        "task": "warning: *args?0??0? is a lambda*",
        "executor": "warning: *args?0??0? is a lambda*",
        "result": "error: *exception, a*BadInit, does not load*",
        "forked": "error: *obj is a lambda|the queue's feeder thread dropped the item*",
    }.items():
        state, _, what = words.partition("*")
        result.stdout.fnmatch_lines([f"{state}*::test_{name}", *(f"*{line}*" for line in what.strip("*").split("|"))])
    strict = pytester.runpytest_subprocess("--pickcheck-strict", *ignored)
    strict.assert_outcomes(passed=5, failed=2, warnings=2)


CHILDREN = """
import multiprocessing, subprocess, sys
import pytest

SETTINGS = {"n": 1}

class Refuses:
    def __reduce__(self): return int, ("x",)

def reads(queue): queue.put(SETTINGS["n"])
def starts(method):
    process = multiprocessing.get_context(method).Process(target=print, args=(Refuses(),))
    process.start()
    process.join()

@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_load(method):
    starts(method)

def test_grandchild():
    process = multiprocessing.get_context("spawn").Process(target=starts, args=("spawn",))
    process.start()
    process.join()

def test_differs():
    SETTINGS["n"] = 2
    context = multiprocessing.get_context("spawn")
    queue = context.SimpleQueue()
    process = context.Process(target=reads, args=(queue,))
    process.start()
    assert queue.get() == 1
    process.join()

def test_looked_at():
    process = multiprocessing.get_context("spawn").Process(target=print, args=(Refuses(),))
    process.start()
    process.join()
    assert process.exitcode == 1

def test_result():
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        with pytest.raises(Exception):
            pool.apply(multiprocessing.Lock)

def test_another_program():
    code = "import multiprocessing as mp, test_children as t; mp.set_start_method('spawn'); t.starts('spawn')"
    subprocess.run([sys.executable, "-c", code], check=True)

def test_a_program_that_fails():
    code = "import multiprocessing as mp; mp.get_context('spawn').Process(target=lambda: 1).start()"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 1

def test_raises():
    multiprocessing.get_context("spawn").Process(target=lambda: 1).start()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="forkserver")
@pytest.mark.parametrize("workers", [("-p", "no:xdist"), ("-n", "2")], ids=["alone", "xdist"])
def test_children_that_are_not_forked(pytester: pytest.Pytester, workers: tuple[str, ...]) -> None:
    """What spawned processes, a forkserver's, grandchildren and programs meet is told with the test that they belong to."""
    pytester.makepyfile(test_children=CHILDREN)
    result = pytester.runpytest_subprocess("--pickcheck", *workers)
    result.assert_outcomes(passed=8, failed=1, warnings=5)
    told = _told(result.stdout.lines)
    loads = next(words for words in told if words[:2] == ("error", "unloadable"))
    assert set(loads[2]) <= {"test_load", "test_grandchild", "test_another_program"} and len(loads[2]) == 3
    assert told == {
        ("error", "lambda-arg", ("test_raises",)),
        ("error", "global-stale", ("test_differs",)),
        ("error", "unloadable", loads[2]),
        ("warning", "unloadable", ("test_looked_at",)),
        ("warning", "maybe-encoding", ("test_result",)),
        ("warning", "lambda-arg", ("test_a_program_that_fails",)),
    }
    strict = pytester.runpytest_subprocess("--pickcheck-strict", *workers)
    strict.assert_outcomes(passed=3, failed=6, warnings=5)


def _told(lines: list[str]) -> set[tuple[str, str, tuple[str, ...]]]:
    """The section's findings: severity, rule, tests."""
    found = set()
    for line in lines:
        severity, _, rest = line.partition(": PK")
        if severity in ("error", "warning"):
            what, _, tests = rest.partition(" · ")
            found.add((severity, what.split()[1], tuple(sorted(re.findall(r"::(\w+)", tests)))))
    return found


ENVIRONMENT = """
import multiprocessing, os, subprocess, sys
import pytest

class Refuses:
    def __reduce__(self): return int, ("x",)

def starts():
    process = multiprocessing.get_context("spawn").Process(target=print, args=(Refuses(),))
    process.start()
    process.join()

def test_what_it_sees():
    assert not {"PICKCHECK_RUN"} & set(os.environ)
    assert "sitecustomize" not in sys.modules or "pickcheck" not in sys.modules["sitecustomize"].__file__
    assert multiprocessing.get_start_method(allow_none=True) is None
    multiprocessing.set_start_method("spawn")

def test_own_path(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    starts()
    shown = "import os, sys; print(os.environ['PYTHONPATH'], sys.path[1], 'PICKCHECK_RUN' in os.environ)"
    out = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True).stdout.split()
    assert out == [str(tmp_path), str(tmp_path), "False"]

def test_no_path(monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)
    starts()

def test_tests_in_a_test(tmp_path):
    (tmp_path / "test_inner.py").write_text("def test_it(): pass")
    command = [sys.executable, "-m", "pytest", "--pickcheck", "-p", "no:cacheprovider", "-p", "no:xdist", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0 and "run under pickcheck already" in result.stdout
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a child's environment is made otherwise there")
def test_the_environment(pytester: pytest.Pytester) -> None:
    """Tests may set PYTHONPATH and the start method as ever; tests in a test leave the recorder to the outer ones."""
    pytester.makepyfile(ENVIRONMENT)
    result = pytester.runpytest_subprocess("--pickcheck", "-p", "no:xdist")
    result.assert_outcomes(passed=4, warnings=2)
    assert _told(result.stdout.lines) == {("error", "unloadable", ("test_no_path", "test_own_path"))}


def test_nothing_is_left(pytester: pytest.Pytester) -> None:
    """After the last test the standard library has its own code again, and children are not recorded."""
    from multiprocessing import process, reduction

    guarded = [reduction.ForkingPickler.dumps.__func__, process.BaseProcess.start]  # type: ignore[attr-defined]
    before = [function.__code__ for function in guarded]
    pytester.makepyfile(DROPS)
    result = pytester.runpytest_inprocess("--pickcheck", "-p", "no:xdist", "-p", "no:cacheprovider")
    assert _told(result.stdout.lines) == {("error", "lambda-arg", ("test_put",))}
    assert [function.__code__ for function in guarded] == before
    assert not [name for name in sys.modules if name.startswith("_pickcheck")]
    assert not [finder for finder in sys.meta_path if type(finder).__name__ == "_Finder"]
    shown = "import os; print(os.environ.get('PICKCHECK_RUN'), 'pickcheck-' in os.environ.get('PYTHONPATH', ''))"
    assert subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True).stdout.split() == [
        "None",
        "False",
    ]


def test_no_folder_is_left(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Not by a run without tests either, nor by one without a session."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("TEMP", str(tmp_path))
    for words in (("--help",), ()):
        pytester.runpytest_subprocess("--pickcheck", "-p", "no:xdist", *words)
        assert not list(tmp_path.glob("pickcheck-*"))


def test_nothing_to_tell(pytester: pytest.Pytester) -> None:
    """Without failures there is no section."""
    pytester.makepyfile("def test_fine(): pass")
    result = pytester.runpytest_subprocess("--pickcheck")
    result.assert_outcomes(passed=1)
    assert "pickcheck:" not in result.stdout.str()


def test_nothing_unless_asked(pytester: pytest.Pytester) -> None:
    """A run that does not use it imports nothing of ours but the plugin itself."""
    pytester.makepyfile(
        """
        import sys
        def test_modules():
            ours = {name for name in sys.modules if name.startswith("pickcheck")}
            assert ours <= {"pickcheck", "pickcheck.pytest_plugin"}
        """
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1)
