"""The emulated start method ``windows``: what user code sees, and what the report says of it.

What plain Windows CPythons do was tried with each of these (3.11 and 3.14, under Wine).
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Outcome, Report, Severity, Target

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="this is Windows: nothing is emulated")


def report_of(source: str, folder: Path, monkeypatch: pytest.MonkeyPatch, *methods: str) -> Report:
    (folder / "app.py").write_text(source, encoding="utf-8")
    monkeypatch.chdir(folder)
    return check(Target("app.py"), Options(methods or ("windows",), (sys.executable,), timeout=30))


def outcome(source: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    report = report_of(source, folder, monkeypatch)
    (run,) = report.runs
    assert run.emulated
    return f"{run.outcome.value}: {report.outputs[0].stdout}".strip()


SEEN = {
    "the platform": ("import os, sys, platform\nprint(os.name, sys.platform, platform.system())", "nt win32 Windows"),
    "hasattr": ("import os, signal\nprint(hasattr(os, 'fork'), hasattr(signal, 'SIGALRM'))", "False False"),
    "getattr": ("import os\nprint(getattr(os, 'getuid', None))", "None"),
    "a module that is not there": ("try:\n    import fcntl\nexcept ImportError as e:\n    print(e.name)", "fcntl"),
    "a name from a module": ("try:\n    from os import fork\nexcept ImportError as e:\n    print(e.name)", "os"),
    "every name": ("from os import *\nprint('getcwd' in globals(), 'fork' in globals())", "True False"),
    "vars and dir": ("import os\nprint('fork' in vars(os), 'fork' in dir(os), 'fork' in os.__all__)", "False False False"),
    "import_module": ("import importlib\nprint(hasattr(importlib.import_module('os'), 'fork'))", "False"),
    "__import__": ("print(hasattr(__import__('os'), 'fork'))", "False"),
    "exec": ("exec('import os\\nprint(hasattr(os, \"fork\"))')", "False"),
    "find_spec": ("import importlib.util\nprint(importlib.util.find_spec('fcntl'))", "None"),
    "reload": ("import importlib, os\nprint(hasattr(importlib.reload(os), 'fork'))", "False"),
    "os.path": ("import os.path\nprint(os.path.join('a', 'b'), hasattr(os, 'fork'))", "a/b False"),
    "a module like any": (
        "import inspect, os, types\nprint(isinstance(os, types.ModuleType), inspect.ismodule(os), type(os))",
        "True True <class 'module'>",
    ),
    "one view for all": ("import os, importlib\nprint(importlib.import_module('os') is os)", "True"),
    "what is set": ("import os, shutil\nos.mark = 3\nprint(os.mark, shutil.os.mark)", "3 3"),
    "a mock": (
        "import os, tempfile\nfrom unittest import mock\n"
        "with mock.patch('os.getcwd', return_value='x'), mock.patch.object(os, 'listdir', return_value=[]):\n"
        "    print(os.getcwd(), os.listdir('.'))",
        "x []",
    ),
    "a function pickled": (
        "import os, pickle\nprint([pickle.loads(pickle.dumps(f)).__name__ for f in (os.getpid, os.remove, pickle.dumps)])",
        "['getpid', 'remove', 'dumps']",
    ),
    "open pickled": ("import pickle, io\nprint(pickle.loads(pickle.dumps(open)) is open, open is io.open)", "True True"),
    "open in a class": (
        "class Reader:\n    opener = open\nimport os\nReader().opener(os.devnull).close()\nprint(open.__name__)", "open"
    ),
    "a module pickled": ("import os, pickle\ntry:\n    pickle.dumps(os)\nexcept TypeError as e:\n    print(e)",
                         "cannot pickle 'module' object"),
    "the start methods": (
        "import multiprocessing as mp\nprint(mp.get_all_start_methods(), mp.get_start_method())", "['spawn'] spawn"
    ),
    "an event loop's policy": (
        "import asyncio, sys, warnings\nwarnings.simplefilter('ignore')\n"
        "asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())\n"
        "async def main():\n    return 3\nprint(asyncio.run(main()))",
        "3",
    ),
    "sys.modules": (
        "import os, sys\nprint(hasattr(sys.modules['os'], 'fork'), sys.modules['os'] is os, sys.modules['sys'].platform, "
        "hasattr(sys.modules.get('os'), 'getuid'), 'posix' in sys.modules, 'os' in sys.modules, __name__ in sys.modules)",
        "False True win32 False False True True",
    ),
    "what is put into sys.modules": (
        "import sys, types\nfrom unittest import mock\nsys.modules['mine'] = types.ModuleType('mine')\nimport mine\n"
        "print(mine is sys.modules['mine'], sys.modules.pop('mine') is mine, 'mine' in sys.modules)\n"
        "with mock.patch.dict(sys.modules, {'other': mine}):\n    import other\n    print(other is mine)\n"
        "print('other' in sys.modules, sys.modules.setdefault('os') is __import__('os'), 'json' in [*sys.modules])",
        "True True False\nTrue\nFalse True False",
    ),
    "getmembers": (
        "import inspect, os\nnames = [n for n, _ in inspect.getmembers(os)]\n"
        "print('fork' in names, 'getcwd' in names, 'fork' in os.__dict__, os.__dict__['name'])",
        "False True False nt",
    ),
    "Unix sockets of multiprocessing's": (
        "from multiprocessing.connection import Client, Listener\n"
        "for f in (lambda: Listener(family='AF_UNIX'), lambda: Listener('/tmp/x'), lambda: Client('/tmp/x')):\n"
        "    try:\n        f()\n    except ValueError as e:\n        print(e)",
        "\n".join(["Family AF_UNIX is not recognized."] * 3),
    ),
    "a listener of its own choice": (
        "from multiprocessing.connection import Client, Listener\nimport threading\nwith Listener() as l:\n"
        "    t = threading.Thread(target=lambda: l.accept().send(1))\n    t.start()\n    print(Client(l.address).recv())\n"
        "    t.join()",
        "1",
    ),
    "managers": (
        "import multiprocessing as mp\nif __name__ == '__main__':\n    with mp.Manager() as m:\n        print(m.list([1]))", "[1]"
    ),
    "select": (
        "import os, select, socket\na, b = socket.socketpair()\na.send(b'x')\nprint(len(select.select([b], [a], [], 1)[0]))\n"
        "r, w = os.pipe()\nfor lists in (([r], [], []), ([], [], [])):\n"
        "    try:\n        select.select(*lists, 0)\n    except OSError as e:\n        print('OSError')",
        "1\nOSError\nOSError",
    ),
    "selectors": (
        "import multiprocessing as mp, selectors, socket\na, b = socket.socketpair()\na.send(b'x')\n"
        "s = selectors.DefaultSelector()\ns.register(b, selectors.EVENT_READ)\nprint(type(s).__name__, len(s.select(1)))\n"
        "s.register(mp.Pipe()[0], selectors.EVENT_READ)\ntry:\n    s.select(0)\nexcept OSError:\n    print('OSError')",
        "SelectSelector 1\nOSError",
    ),
    "the event loop's readers": (
        "import asyncio, socket, sys\nasync def main():\n    try:\n"
        "        asyncio.get_running_loop().add_reader(socket.socketpair()[0], print)\n"
        "    except NotImplementedError:\n        print('no')\n    await asyncio.sleep(0)\n"
        "    p = await asyncio.create_subprocess_exec(sys.executable, '-c', '')\n    print(await p.wait())\nasyncio.run(main())",
        "no\n0",
    ),
    "the standard library's own": (
        "import os, subprocess, sys, tempfile, shutil, getpass\n"
        "print(subprocess.run([sys.executable, '-c', 'print(1)'], capture_output=True, text=True).stdout.strip())",
        "1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SEEN)
def test_what_user_code_sees(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, whatever way it looks."""
    source, printed = SEEN[name]
    assert outcome(source, tmp_path, monkeypatch) == f"ok: {printed}"


FAILS = {
    "a listener": ("import multiprocessing.connection as c\nc.Listener('/tmp/x')", "no-fork-api", 2),
    "select": (
        "import select, sys, multiprocessing as mp\nselect.select([mp.Pipe()[0]], [], [], 0)",
        "no-select-poll",
        2,
    ),
    "a selector": (
        "import os, selectors\ns = selectors.DefaultSelector()\ns.register(os.pipe()[0], 1)\ns.select(0)",
        "no-select-poll",
        4,
    ),
    "a reader": (
        "import asyncio, os\nasync def main():\n    asyncio.get_running_loop().add_reader(os.pipe()[0], print)\n"
        "asyncio.run(main())",
        "no-select-poll",
        3,
    ),
}


@pytest.mark.parametrize("name", FAILS)
def test_what_is_not_for_sockets_alone(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run fails of it, at the script's line."""
    source, rule, line = FAILS[name]
    report = report_of(source, tmp_path, monkeypatch)
    assert report.runs[0].outcome is Outcome.FAILS
    assert [(found.rule, found.place and found.place.line) for found in report.findings] == [(rule, line)]


def test_what_was_asked_for_and_done_without_is_no_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs probe and fall back on purpose."""
    source = (
        "import os\ntry:\n    import fcntl\nexcept ImportError:\n    fcntl = None\n"
        "print(os.getuid() if hasattr(os, 'getuid') else 0)\n"
    )
    report = report_of(source, tmp_path, monkeypatch)
    assert report.runs[0].outcome is Outcome.OK and not report.findings


FOLLOWED = {
    "msvcrt": ("import os\nif os.name == 'nt':\n    import msvcrt\n", "msvcrt", 3),
    "a name of os": ("import os, sys\nif sys.platform == 'win32':\n    os.startfile('x')\n", "os.startfile", 3),
    "os.symlink": ("import os\nos.symlink('app.py', 'link')\n", "symbolic link", 2),
    "Path.symlink_to": ("from pathlib import Path\nPath('link').symlink_to('app.py')\n", "symbolic link", 2),
    "a name of ctypes": ("import ctypes\nprint(hasattr(ctypes, 'windll') and ctypes.WinError)\n", "ctypes", 2),
}


@pytest.mark.parametrize("name", FOLLOWED)
def test_what_only_windows_has_is_not_followed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run is inconclusive at that line, never ok."""
    source, asked, line = FOLLOWED[name]
    report = report_of(source, tmp_path, monkeypatch)
    assert report.runs[0].outcome is Outcome.INCONCLUSIVE
    assert asked in report.runs[0].reason and f"line {line}" in report.runs[0].reason
    assert report.exit_status == 3


def with_package(folder: Path, source: str) -> None:
    (folder / "site-packages").mkdir()
    (folder / "site-packages" / "helper.py").write_text(source, encoding="utf-8")


ADD = "import sys\nsys.path.append('site-packages')\n"


def test_the_library_of_a_package_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package gets what it asks for; user code beside it does not."""
    with_package(tmp_path, "import os\nif os.name != 'nt':\n    import fcntl\nuid = os.getuid()\n")
    source = ADD + "import helper, os\nprint(hasattr(os, 'getuid'))\n"
    assert outcome(source, tmp_path, monkeypatch) == "ok: False"


def test_a_package_for_unix_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It imports what Windows has not, under no condition, and so does the script it."""
    with_package(tmp_path, "import fcntl\n")
    report = report_of(ADD + "import helper\n", tmp_path, monkeypatch)
    assert report.runs[0].outcome is Outcome.FAILS
    assert [(f.rule, f.place and f.place.line) for f in report.findings] == [("no-posix-module", 3)]


def test_what_the_library_imports_for_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """subprocess knows by itself to do without _posixsubprocess: no package that imports it is for Unix alone."""
    with_package(tmp_path, "import subprocess\nfrom multiprocessing import shared_memory\n")
    assert outcome(ADD + "import helper\nprint('done')\n", tmp_path, monkeypatch) == "ok: done"


def test_a_function_sent_by_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """cloudpickle sends the modules that it names by name, the views that user code has of them, too; pickle sends none."""
    pytest.importorskip("cloudpickle", reason="cloudpickle is not installed")
    source = (
        "import os, pickle, cloudpickle\ndef sep():\n    return os.sep\n"
        "back = pickle.loads(cloudpickle.dumps(sep))\n"
        "try:\n    pickle.dumps(os)\nexcept TypeError as error:\n    print(back() in '/\\\\', error)\n"
    )
    assert outcome(source, tmp_path, monkeypatch) == "ok: True cannot pickle 'module' object"


def test_a_package_for_unix_that_can_be_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script imports it under a condition: nothing is said."""
    with_package(tmp_path, "import fcntl\n")
    source = ADD + "try:\n    import helper\nexcept ImportError:\n    pass\nprint('done')\n"
    assert outcome(source, tmp_path, monkeypatch) == "ok: done"


def test_a_module_of_the_users_with_such_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the user's, whole."""
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "signal.py").write_text("SIGALRM = 1\n", encoding="utf-8")
    assert outcome("from resources import signal\nprint(signal.SIGALRM)\n", tmp_path, monkeypatch) == "ok: 1"


def test_the_real_error_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child was started before its process object failed to pickle; its EOFError comes last and is said to be a decoy."""
    source = (
        "from multiprocessing import Process\nif __name__ == '__main__':\n"
        "    Process(target=print, args=(lambda: 0,)).start()\n"
    )
    report = report_of(source, tmp_path, monkeypatch)
    assert report.outputs[0].stderr.rstrip().endswith("EOFError: Ran out of input")
    assert [(f.rule, f.severity) for f in report.findings] == [
        ("lambda-arg", Severity.ERROR),
        ("decoy-eof", Severity.NOTE),
    ]


def test_a_lock_that_its_parent_lets_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows the child has a handle to it by then; under spawn on Unix it is gone."""
    source = (
        "from multiprocessing import Lock, Process\ndef use(lock):\n    with lock:\n        print('used')\n"
        "if __name__ == '__main__':\n    p = Process(target=use, args=(Lock(),))\n    p.start()\n    p.join()\n"
    )
    assert outcome(source, tmp_path, monkeypatch) == "ok: used"


SHARES = """
import multiprocessing as mp, os
from multiprocessing import resource_tracker, shared_memory
def use(lock, name):
    with lock:
        shared_memory.SharedMemory(name)
        memory = shared_memory.SharedMemory(create=True, size=100)
        print(memory.name, resource_tracker._resource_tracker._pid, flush=True)
        os._exit(0)
if __name__ == "__main__":
    lock, memory = mp.Lock(), shared_memory.SharedMemory(create=True, size=100)
    child = mp.Process(target=use, args=(lock, memory.name))
    child.start()
    child.join()
    print(memory.name, resource_tracker._resource_tracker._pid, lock._semlock.name, flush=True)
    os._exit(0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere what is shared is in no folder")
def test_no_resource_tracker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has none, so none is started; what the processes leave behind when they are ended is removed all the same."""
    printed = outcome(SHARES, tmp_path, monkeypatch)
    words = printed.removeprefix("ok: ").split()
    assert printed.startswith("ok: ") and words[1:4:2] == ["None", "None"], printed
    names = [words[0], words[2], "sem." + words[4].lstrip("/")]
    assert not [name for name in names if Path("/dev/shm", name).exists()]
