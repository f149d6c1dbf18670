"""Children that die in every way, and objects whose own methods raise, recurse or never return.

None of it changes what the script does: status and output are those of the plain run. None of it ends pickcheck.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.errors import PickcheckError
from pickcheck.launch import reader
from pickcheck.model import Outcome, Report, Target

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals, and fork as the control")

METHODS = ("fork", "spawn", "forkserver")
SPAWNED = METHODS[1:]
# As run_plain.py does it: the interpreter's own default, in the first process only.
SITE = """
import os
method = os.environ.pop("PLAIN_METHOD", None)
if method:
    from multiprocessing import context
    context._default_context._default_context = context._concrete_contexts[method]
"""


def plain(script: Path, method: str, timeout: float = 20) -> tuple[int | None, str]:
    """Status and output without pickcheck; the status is None where it had to be ended."""
    (script.parent / "site").mkdir(exist_ok=True)
    (script.parent / "site" / "sitecustomize.py").write_text(SITE)
    env = {**os.environ, "PLAIN_METHOD": method, "PYTHONPATH": str(script.parent / "site")}
    process = subprocess.Popen(
        [sys.executable, script.name], cwd=script.parent, env=env, text=True, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        out, _ = process.communicate(timeout=timeout)
        return process.returncode, out
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
        return None, out


def checked(script: Path, method: str, timeout: float = 20) -> Report:
    return check(Target(str(script)), Options(methods=(method,), pythons=(sys.executable,), timeout=timeout))


def same(script: Path, method: str, timeout: float = 20) -> Report:
    """The report, of a run that did what the plain one does."""
    expected = plain(script, method, timeout)
    report = checked(script, method, timeout)
    assert (report.runs[0].exit_status, report.outputs[0].stdout) == expected, report.outputs[0].stderr[-1500:]
    return report


def write(folder: Path, source: str) -> Path:
    script = folder / "app.py"
    script.write_text(textwrap.dedent(source).lstrip())
    return script


# ---------------------------------------------------------------- deaths

DEATHS = """
import multiprocessing as mp, os, resource, signal, sys

resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
FATAL = sorted({getattr(signal, name) for name in SIGNALS if hasattr(signal, name)})

def die(number):
    signal.signal(number, signal.SIG_DFL) if number not in (signal.SIGKILL, signal.SIGSTOP) else None
    os.kill(os.getpid(), number)

class Bomb:
    def __init__(self, number):
        self.number = number
    def __getstate__(self):
        return {"number": self.number}
    def __setstate__(self, state):
        die(state["number"])

def work(given):
    if type(given) is int:
        die(given)
    print("alive", flush=True)

if __name__ == "__mp_main__" and os.path.exists("before"):
    die(int(open("before").read()))

if __name__ == "__main__":
    moment = MOMENT
    for number in FATAL:
        if moment == "before":
            with open("before", "w") as file:
                file.write(str(int(number)))
        process = mp.Process(target=work, args=({"before": None, "while": Bomb(number), "after": int(number)}[moment],))
        process.start()
        process.join()
        print(int(number), process.exitcode, flush=True)
"""
SIGNALS = """SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM SIGTERM
SIGSTKFLT SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGIO SIGPWR SIGSYS SIGRTMIN SIGRTMAX""".split()


@pytest.mark.parametrize(
    ("moment", "method"),
    [(moment, method) for moment in ("before", "while", "after") for method in SPAWNED] + [("after", "fork")],
)
def test_every_signal(moment: str, method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed while it imports the script, while it loads its argument, while it works: the parent sees the same."""
    monkeypatch.chdir(tmp_path)
    script = write(tmp_path, DEATHS.replace("SIGNALS", repr(SIGNALS)).replace("MOMENT", repr(moment)))
    report = same(script, method)
    if (moment, method) == ("before", "forkserver") and sys.version_info >= (3, 14):
        # There the forkserver itself imports the script, and dies of the first signal; start() raises.
        assert report.runs[0].exit_status == 1
        return
    assert report.runs[0].exit_status == 0
    # The parent looked at every exit code, so it knows.
    assert report.runs[0].outcome in (Outcome.OK, Outcome.FAILS)


LEAVES = {
    "os._exit": "os._exit(0)",
    "os._exit with a status": "os._exit(7)",
    "SIGKILL": "os.kill(os.getpid(), signal.SIGKILL)",
    "exec": "os.execvp('true', ['true'])",
    "closed descriptors": "os.closerange(0, 256)",
    "a full disk": "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); signal.signal(signal.SIGXFSZ, signal.SIG_IGN)",
    "no descriptors": "resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))",
    "no memory": "resource.setrlimit(resource.RLIMIT_AS, (1, 1))",
    "another folder": "os.chdir('/')",
    "no modules": "sys.modules.clear()",
    "no builtins": "import builtins; builtins.__dict__.pop('print')",
    "stopped thread": "threading.Thread(target=time.sleep, args=(300,), daemon=True).start()",
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("leave", LEAVES)
def test_never_flushes(leave: str, method: str, tmp_path: Path) -> None:
    """Children that leave without a word: what they recorded until then counts, and the script sees what it saw."""
    script = write(tmp_path, """
        import multiprocessing as mp, os, resource, signal, sys, threading, time
        def work(sender):
            sender.send("before")
            LEAVE
        if __name__ == "__main__":
            receiver, sender = mp.Pipe(False)
            process = mp.Process(target=work, args=(sender,))
            process.start()
            print(receiver.recv())
            process.join()
            print(process.exitcode)
        """.replace("LEAVE", LEAVES[leave]))  # fmt: skip
    report = same(script, method)
    assert "to parent" in {crossing.direction for crossing in report.runs[0].crossings}


# ---------------------------------------------------------------- journals

JOURNALS = """
import multiprocessing as mp
COUNT = 0
def work(item):
    return item, COUNT
if __name__ == "__main__":
    COUNT = 1
    items = mp.Queue()
    items.put(1)
    items.get()
    with mp.Pool(1) as pool:
        print(pool.map(work, [1, 2]))
        try:
            pool.apply(work, (lambda: 1,))
        except Exception:
            pass
"""


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The control folder of a run, as it is when it is read."""
    folder = tmp_path_factory.mktemp("journals")
    script = write(folder, JOURNALS)
    original = reader.read
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "read", lambda found: (shutil.copytree(found, folder / "copy"), original(found))[1])
        checked(script, "spawn")
    assert len(list((folder / "copy" / "journals").iterdir())) >= 2
    return folder / "copy"


def test_cut_journals(control: Path, tmp_path: Path) -> None:
    """A journal that ends anywhere, or goes on anywhere after a line that was cut, is read as far as it can be."""
    for journal in sorted((control / "journals").iterdir()):
        data = journal.read_bytes()
        for number, start in enumerate(range(0, len(data), max(1, len(data) // 40))):
            for name, left in (("end", data[:start]), ("middle", data[:start] + data[data.find(b"\n", start) + 1 :])):
                folder = tmp_path / f"{journal.name}-{number}-{name}"
                shutil.copytree(control / "journals", folder / "journals")
                (folder / "journals" / journal.name).write_bytes(left)
                reader.read(folder)


@pytest.mark.parametrize(
    "line", ["1", "None", "[]", "{}", "{'kind': 1}", "'text'", "{'kind': 'process', 'at': 1.0}", "{1: 2}"]
)
@pytest.mark.parametrize("first", [True, False])
def test_lines_that_are_no_records(line: str, first: bool, control: Path, tmp_path: Path) -> None:
    """What is no record is left out, wherever it stands."""
    shutil.copytree(control / "journals", tmp_path / "journals")
    for journal in (tmp_path / "journals").iterdir():
        lines = journal.read_text().splitlines(keepends=True)
        lines.insert(0 if first else len(lines) // 2, line + "\n")
        journal.write_text("".join(lines))
    assert reader.read(tmp_path).totals == reader.read(control).totals


def test_another_version_is_refused_still(control: Path, tmp_path: Path) -> None:
    """A whole header of another version is no broken line."""
    shutil.copytree(control / "journals", tmp_path / "journals")
    journal = next((tmp_path / "journals").iterdir())
    journal.write_text(journal.read_text().replace("'version': 1", "'version': 99", 1))
    with pytest.raises(PickcheckError, match="99"):
        reader.read(tmp_path)


# ---------------------------------------------------------------- classes

ENDINGS = {
    "raises": "raise ValueError('hostile')",
    "recurses": "return hostile(*args)",
    "never returns": "time.sleep(600)",
    "leaves": "raise SystemExit('hostile')",
}
# Of an instance; pickle calls none of them.
UNCALLED = [
    "__eq__", "__ne__", "__hash__", "__repr__", "__str__", "__format__", "__bool__", "__len__", "__iter__", "__contains__", "__dir__",
    "__sizeof__", "__lt__", "__index__", "__call__", "__fspath__", "__enter__", "__get__", "__int__", "__bytes__",
]  # fmt: skip
METACLASS = [
    "__instancecheck__",
    "__subclasscheck__",
    "__repr__",
    "__eq__",
    "__dir__",
    "__bool__",
    "__len__",
    "__call__",
    "__iter__",
]
UNCALLED_SCRIPT = """
import multiprocessing as mp, sys, time

def hostile(*args):
    ENDING

class Meta(type):
    pass

class Hostile(metaclass=Meta):
    def __init__(self, number):
        self.number = number

GIVEN = Hostile(0)

def work(given, lock=None):
    global GIVEN
    print(given.number, GIVEN.number, flush=True)

if __name__ == "__main__":
    GIVEN = Hostile(1)  # not what a spawned child has
    argument = Hostile(2)
    for name in NAMES:
        setattr(OWNER, name, hostile)
    if "__hash__" not in NAMES:
        Meta.__hash__ = type.__hash__
    process = mp.Process(target=work, args=(argument,))
    process.start()
    process.join()
    print(process.exitcode, flush=True)
    queue = mp.SimpleQueue()
    try:  # the failing part and the hostile one side by side
        queue.put({"fails": lambda: 1, "hostile": argument, "class": Hostile})
    except Exception as error:
        print("did not pickle", flush=True)
"""


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("owner", ["Hostile", "Meta"])
def test_what_pickle_does_not_call(owner: str, ending: str, method: str, tmp_path: Path) -> None:
    """Neither does pickcheck: not to compare a global, not to show a value, not to look for what fails."""
    names = UNCALLED if owner == "Hostile" else METACLASS
    source = UNCALLED_SCRIPT.replace("ENDING", ENDINGS[ending]).replace("NAMES", repr(names)).replace("OWNER", owner)
    report = same(write(tmp_path, source), method)
    assert "did not pickle" in report.outputs[0].stdout
    assert "lambda-arg" in {report.rules[0].slug, *(f.rule for f in report.findings)}
    if method != "fork":
        assert report.runs[0].outcome is Outcome.DIFFERS


# pickle calls these itself.
CALLED = ["__reduce__", "__reduce_ex__", "__getstate__", "__getattr__", "__getattribute__", "__setstate__", "__del__"]
CALLED_SCRIPT = """
import multiprocessing as mp, sys, time

def hostile(*args):
    ENDING

class Hostile:
    def __init__(self):
        self.number = 1

def work(given):
    print("got", flush=True)

if __name__ == "__main__":
    queue, argument = mp.SimpleQueue(), Hostile()
    Hostile.NAME = hostile
    try:
        process = mp.Process(target=work, args=([argument],))
        process.start()
        process.join()
        print(process.exitcode, flush=True)
    except BaseException as error:
        print(type(error).__name__, flush=True)
    try:
        queue.put([argument, lambda: 1, argument])
    except BaseException as error:
        print(type(error).__name__, flush=True)
    sys.stdout.flush()
    Hostile.NAME = None if "NAME" == "__reduce_ex__" else Hostile.__init__
"""


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("ending", ["raises", "recurses", "leaves"])
@pytest.mark.parametrize("name", CALLED)
def test_what_pickle_calls(name: str, ending: str, method: str, tmp_path: Path) -> None:
    """It ends as it ends without pickcheck, with the same exception."""
    source = CALLED_SCRIPT.replace("ENDING", ENDINGS[ending]).replace("NAME", name)
    same(write(tmp_path, source), method)


SEARCHED = """
import multiprocessing as mp, time

class Hostile:
    def __reduce__(self):
        time.sleep(600)

if __name__ == "__main__":
    try:
        mp.SimpleQueue().put([lambda: 1, Hostile()])
    except Exception:
        print("caught", flush=True)
"""


def test_a_search_that_never_returns(tmp_path: Path) -> None:
    """pickle stops at the first part that fails, the search goes on to one that never returns: that is no hang of the script's."""
    script = write(tmp_path, SEARCHED)
    assert plain(script, "spawn") == (0, "caught\n")
    report = checked(script, "spawn", timeout=4)
    assert report.runs[0].outcome is Outcome.INCONCLUSIVE
    (found,) = report.findings
    assert (found.rule, found.severity.value, found.place and found.place.line) == ("time-limit", "warning", 9)
    assert "not known" in found.message
