"""Each check: what it says, of what line, how sure it is and under which start methods; and what it leaves alone."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from reading import findings, lint, told

GUARD = 'if __name__ == "__main__":\n'


def main(body: str) -> str:
    """Lines under a main guard."""
    return GUARD + "".join(f"    {line}\n" for line in dedent(body).strip().splitlines())


SENT = [
    # aliases of modules and classes
    ("import multiprocessing as mp\n" + main("mp.Process(target=lambda: 1).start()"), "lambda-arg", "target"),
    ("from multiprocessing import Process as P\n" + main("P(target=lambda: 1).start()"), "lambda-arg", "target"),
    ("import multiprocessing.pool\n" + main("multiprocessing.pool.Pool(1).map(lambda n: n, [1])"), "lambda-arg", "func"),
    ("from multiprocessing.pool import Pool\n" + main("Pool(1).map(lambda n: n, [1])"), "lambda-arg", "func"),
    ("from concurrent import futures\n" + main("futures.ProcessPoolExecutor().submit(lambda: 1)"), "lambda-arg", "func"),
    ("import torch.multiprocessing as mp\n" + main("mp.Queue().put(lambda: 1)"), "lambda-arg", "obj"),
    # contexts and names bound once
    (
        "import multiprocessing as mp\n" + main('ctx = mp.get_context("spawn")\nctx.Process(target=lambda: 1).start()'),
        "lambda-arg", "target",
    ),
    (
        "from concurrent.futures import ProcessPoolExecutor\n"
        + main("with ProcessPoolExecutor() as ex:\n    ex.submit(print, key=lambda n: n)"),
        "lambda-arg", "kwargs['key']",
    ),
    (
        "import asyncio\nfrom concurrent.futures import ProcessPoolExecutor\nasync def main():\n"
        "    with ProcessPoolExecutor() as ex:\n        await asyncio.get_running_loop().run_in_executor(ex, lambda: 1)\n"
        + main("asyncio.run(main())"),
        "lambda-arg", "func",
    ),
    # containers
    ("import multiprocessing as mp\n" + main("q = mp.Queue()\nq.put({'a': [1, (2, lambda: 3)]})"), "lambda-arg", "obj['a'][1][1]"),
    (
        "import multiprocessing as mp, functools\ndef f(a, b): pass\n"
        + main("mp.Pool(1).map(functools.partial(f, 1, b=lambda: 1), [1])"),
        "lambda-arg", "func.keywords['b']",
    ),
    (
        "import multiprocessing as mp, threading\n" + main("jobs = [(1, threading.Lock())]\nmp.Pool(1).starmap(print, jobs)"),
        "lock-in-graph", "iterable[0][1]",
    ),
    # attributes
    (
        "import multiprocessing as mp\nclass A:\n    def __init__(self, log):\n        self.log = log\n"
        + main("q = mp.Queue()\nq.put(A(open('x')))"),
        "os-handle", "obj.log",
    ),
    (
        "import multiprocessing as mp, threading\nclass A:\n    def __init__(self):\n        self.pool = mp.Pool(1)\n"
        "        self.lock = threading.Lock()\n    def work(self): pass\n    def go(self):\n"
        "        with mp.Pool(1) as pool:\n            pool.apply(self.work)\n",
        "process-on-self", "func.__self__.pool",
    ),
    # what the file hands to its own functions
    (
        "import multiprocessing as mp\ndef helper(out): out.put(lambda: 1)\ndef work(q): helper(q)\n"
        + main("q = mp.Queue()\nmp.Process(target=work, args=(q,)).start()"),
        "lambda-arg", "obj",
    ),
    # load
    (
        "import multiprocessing as mp\n" + main("class A: pass\nmp.Process(target=print, args=(A(),)).start()"),
        "under-main-guard", "args[0]",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "path"), SENT)
def test_what_is_sent(tmp_path: Path, text: str, rule: str, path: str) -> None:
    """The rule, and the path as a run writes it; every one of these fails whenever its line is run."""
    found = [one for one in findings(tmp_path, text) if one.rule == rule and one.leaf is not None]
    assert [one.leaf.path for one in found if one.leaf] == [path]
    assert found[0].severity.value == "error" and found[0].runs == ()


METHODS = [
    ("mp.Process(target=lambda: 1).start()", ["spawn", "forkserver", "windows"]),
    ("mp.Queue().put(lambda: 1)", ["fork", "spawn", "forkserver", "windows"]),
    ('mp.get_context("spawn").Process(target=lambda: 1).start()', ["fork", "spawn", "forkserver", "windows"]),
    ('mp.get_context("forkserver").Process(target=lambda: 1).start()', ["fork", "spawn", "forkserver"]),
    ('mp.set_start_method("spawn")\nmp.Process(target=lambda: 1).start()', ["fork", "spawn", "forkserver", "windows"]),
]


@pytest.mark.parametrize(("body", "methods"), METHODS)
def test_start_methods(tmp_path: Path, body: str, methods: list[str]) -> None:
    """A process's arguments are pickled where the child is not forked; tasks and items everywhere; a pinned method counts."""
    found = [
        one for one in findings(tmp_path, "import multiprocessing as mp\n" + main(body)) if one.rule == "lambda-arg"
    ]
    assert [one.related["methods"] for one in found] == [methods]


LEFT_ALONE = [
    # threads
    "from multiprocessing.pool import ThreadPool\nThreadPool(2).map(lambda n: n, [1])\n",
    "from multiprocessing.dummy import Pool\nPool(2).map(lambda n: n, [1])\n",
    "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor() as ex:\n    ex.submit(lambda: 1)\n",
    # picklers that carry functions by value
    "from joblib import Parallel, delayed\nParallel(2)(delayed(lambda n: n)(1) for _ in range(2))\n",
    "from loky import get_reusable_executor\nget_reusable_executor().submit(lambda: 1)\n",
    "import multiprocess as mp\n" + main("mp.Pool(1).map(lambda n: n, [1])"),
    # pinned fork: children inherit
    'import multiprocessing as mp\nctx = mp.get_context("fork") if "fork" in mp.get_all_start_methods() else None\n'
    + main("ctx.Process(target=lambda: 1).start()"),
    "import multiprocessing as mp, sys\nctx = mp.get_context('fork' if sys.platform == 'linux' else 'spawn')\n"
    + main("ctx.Process(target=lambda: 1).start()"),
    "import multiprocessing as mp\nif mp.get_start_method() == 'fork':\n    mp.Process(target=lambda: 1).start()\n",
    # a start() of its own
    "import multiprocessing as mp, threading\nclass W(mp.Process):\n    def __init__(self):\n        super().__init__()\n"
    "        self.stop = threading.Event()\n    def start(self): self.run()\n" + main("W().start()"),
    # annotations
    "import os\ndef f(x: os.sched_param) -> os.sched_param: pass\n",
    # what is expected, or anyone's guess
    "import multiprocessing as mp, pytest\ndef test():\n    with pytest.raises(Exception):\n        mp.Pool(1).map(lambda n: n, [1])\n",
    "import multiprocessing as mp\ndef run(function):\n    mp.Pool(1).map(function, [1])\n",
    "import multiprocessing as mp\ndef f(): pass\nif f():\n    g = f\nelse:\n    g = lambda: 1\n" + main("mp.Pool(1).map(g, [1])"),
    "import multiprocessing as mp\nhooks = [lambda: 1]\nhooks.clear()\n" + main("mp.Queue().put(hooks)"),
    "import multiprocessing as mp\nhooks = {'f': lambda: 1}\nhooks.update(f=1)\n" + main("mp.Queue().put(hooks)"),
    "import multiprocessing as mp\n" + main("mp.Queue().put({'f': lambda: 1, 'f': 2})"),
    "import multiprocessing as mp\nfrom config import hooks\n" + main("mp.Queue().put({'f': lambda: 1, **hooks})"),
    # classes that say how they are pickled, or may
    "import multiprocessing as mp, threading\nclass A:\n    def __init__(self): self.lock = threading.Lock()\n"
    "    def __getstate__(self): return {}\n" + main("mp.Queue().put(A())"),
    "import multiprocessing as mp, threading, other\nclass A(other.Base):\n    def __init__(self): self.lock = threading.Lock()\n"
    + main("mp.Queue().put(A())"),
    "import multiprocessing as mp, threading\nclass A:\n    def __init__(self): self.lock = threading.Lock()\n"
    + main("a = A()\na.lock = None\nmp.Queue().put(a)"),
    # what crosses
    "import multiprocessing as mp, socket\n" + main("mp.Pool(1).apply(print, (socket.socket(),))"),
    "import multiprocessing as mp\n" + main("mp.Process(target=print, args=(mp.Queue, mp.current_process)).start()"),
    "import multiprocessing as mp\ndef work(lock): pass\n" + main("lock = mp.Lock()\nmp.Process(target=work, args=(lock,)).start()"),
    "import multiprocessing as mp\n" + main("mp.Pool(1).map(print, (n for n in range(3)))"),
    "from collections import namedtuple\nimport multiprocessing as mp\nP = namedtuple('P', 'x')\n" + main("mp.Queue().put(P(1))"),
    # the platform asked for
    "import sys\nif sys.platform != 'win32':\n    import fcntl\n",
    "try:\n    import fcntl\nexcept ImportError:\n    fcntl = None\n",
    "import os\nif hasattr(os, 'fork'):\n    os.fork()\n",
    "import os\nWINDOWS = os.name == 'nt'\ndef f():\n    return None if WINDOWS else os.getuid()\n" + main("f()"),
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import fcntl\n",
    "import sys\nassert sys.platform == 'linux'\nimport fcntl\n",
    "import os\ndef f(cls):\n    return cls.__name__, os.getuid()\n",
    "import os\ntry:\n    import pwd\nexcept ImportError:\n    pass\nelse:\n    UID = os.getuid()\n",
    "from multiprocessing import Pool\n" + main("with Pool(1) as pool, open('x') as lines:\n    list(pool.imap(print, lines))"),
    "from multiprocessing import Pool\n" + main("with Pool(1) as pool:\n    pool.map(print, {'a': lambda: 1})"),
    # what comes later, or by ways of the file's own
    "import multiprocessing as mp, threading\nclass A:\n    def __init__(self):\n        mp.Process(target=self.run).start()\n"
    "        self.lock = threading.Lock()\n    def run(self): pass\n",
    "import copyreg, threading, multiprocessing as mp\ncopyreg.pickle(type(threading.Lock()), lambda lock: (threading.Lock, ()))\n"
    + main("mp.Queue().put(threading.Lock())"),
    "import multiprocessing as mp, threading\nclass A:\n    def __init__(self):\n        self.lock = threading.Lock()\n"
    + main("a = A()\ndel a.__dict__['lock']\nmp.Queue().put(a)"),
    "from config import *\nimport multiprocessing as mp\ndef work(): return N\n" + main("N = 1\nmp.Process(target=work).start()"),
    "import multiprocessing as mp\ndef work(): return id\n" + main("id = 1\nmp.Process(target=work).start()"),
    "from collections import defaultdict\nimport multiprocessing as mp\n"
    + main("d = defaultdict(lambda: 1)\nd.default_factory = None\nmp.Queue().put(d)"),
    "import pytest, multiprocessing as mp\n@pytest.mark.xfail\ndef test():\n    mp.Pool(1).map(lambda n: n, [1])\n",
    "import pytest\npytest.importorskip('fcntl')\nimport fcntl\n",
    "import os\nHAVE_FORK = hasattr(os, 'fork')\nif HAVE_FORK:\n    os.fork()\n",
    "import multiprocessing as mp\ndef f():\n    if mp.get_start_method() == 'fork':\n        return mp.get_context('forkserver')\n",
    # guards
    "import multiprocessing as mp\nif __name__ != '__main__':\n    raise SystemExit\nmp.Process(target=print).start()\n",
    "import multiprocessing as mp\ndef main():\n    mp.Process(target=print).start()\n",
    'import multiprocessing as mp\nmp.set_start_method("fork")\nmp.Process(target=print).start()\n'.replace(
        'mp.set_start_method("fork")', 'if hasattr(mp, "x"):\n    mp.set_start_method("fork")'
    ),
    "import multiprocessing as mp\ndef main():\n    if __name__ == '__main__':\n        mp.Process(target=print).start()\nmain()\n",
    # queues that are read in time
    "import multiprocessing as mp\ndef work(q): q.put('x')\n"
    + main("q = mp.Queue()\np = mp.Process(target=work, args=(q,))\np.start()\nprint(q.get())\np.join()"),
    # results
    "from multiprocessing import Pool\nclass E(Exception):\n    def __init__(self, a, b):\n        super().__init__(a, b)\n"
    "def work(n): raise E(1, 2)\n" + main("with Pool(1) as pool:\n    pool.map(work, [1])"),
    "import numpy as np\nfrom multiprocessing import Pool\ndef work(n): return np.random.default_rng(n).random()\n"
    + main("with Pool(1) as pool:\n    pool.map(work, [1])"),
]  # fmt: skip


LEFT_ALONE += [
    "import multiprocessing as mp\nif mp.current_process().name == 'MainProcess':\n    mp.Process(target=print).start()\n",
    "import multiprocessing as mp\nif mp.parent_process() is not None:\n    mp.Process(target=print).start()\n",
    "import multiprocessing as mp\ndef f():\n    if mp.parent_process() is None:\n        mp.Process(target=print).start()\n",
    "import multiprocessing as mp\nif mp.parent_process() is None:\n    print()\n"
    + main("mp.Process(target=print).start()"),
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_left_alone(tmp_path: Path, text: str) -> None:
    """What is fine, or what the source does not make certain: no finding at all."""
    assert told(tmp_path, text) == []


SAID = [
    ("import multiprocessing as mp\nmp.Process(target=print).start()\n", "no-main-guard", 2, "error"),
    ("import multiprocessing as mp\np = mp.Process(target=print)\np.start()\np.kill()\n", "no-main-guard", 3, "warning"),
    ("import multiprocessing as mp\ndef main():\n    mp.Pool(1)\nmain()\n", "no-main-guard", 4, "error"),
    ("import multiprocessing as mp\nif mp.cpu_count() > 1:\n    mp.Pool(1)\n", "no-main-guard", 3, "warning"),
    (
        "import multiprocessing as mp\nif mp.parent_process() is None:\n    mp.Process(target=print).start()\n",
        "guard-in-import-not-main", 3, "error",
    ),
    (
        "import multiprocessing as mp\ndef main():\n    mp.Pool(1)\nif not mp.parent_process():\n    main()\n",
        "guard-in-import-not-main", 5, "error",
    ),
    (
        "import multiprocessing as mp\nif mp.parent_process() is None:\n    try:\n        mp.Pool(1)\n    finally:\n        pass\n",
        "guard-in-import-not-main", 4, "warning",
    ),
    ("import fcntl\n", "no-posix-module", 1, "error"),
    ("import os\nif os.fork() == 0:\n    print()\n", "no-fork-api", 2, "error"),
    ("def f():\n    import fcntl\n" + main("f()"), "no-posix-module", 2, "warning"),
    ("from os import getuid\n", "no-fork-api", 1, "error"),
    ("import signal\nprint(signal.SIGKILL)\n", "no-signal-name", 2, "error"),
    ("import select\nselect.epoll()\n", "no-select-poll", 2, "error"),
    ("import multiprocessing as mp\n" + main('mp.get_context("fork")'), "no-fork-context", 3, "error"),
    ('import multiprocessing as mp\ndef f():\n    return mp.get_context("fork")\n', "no-fork-context", 3, "warning"),
    ("import multiprocessing as mp\n" + main('mp.get_context("threads")'), "no-such-context", 3, "error"),
    ("import multiprocessing as mp\n" + main('q = mp.Queue()\nmp.set_start_method("spawn")'), "context-already-set", 4, "error"),
    ('import multiprocessing as mp\nmp.set_start_method("spawn")\ndef f(): pass\n', "library-sets-method", 2, "warning"),
    ("from concurrent.futures import ProcessPoolExecutor as P\n" + main("P(100)"), "workers-61", 3, "error"),
    (
        "import multiprocessing as mp\ndef work(): return N\n" + main("N = 1\nmp.Process(target=work).start()"),
        "global-missing", 2, "error",
    ),
    (
        "import multiprocessing as mp\nN = 1\ndef work(): return N\n" + main("N = 2\nmp.Process(target=work).start()"),
        "global-stale", 3, "error",
    ),
    (
        "import multiprocessing as mp\nL = mp.Lock()\ndef work():\n    with L: pass\n" + main("mp.Process(target=work).start()"),
        "shared-by-global-mp-object", 4, "warning",
    ),
    ("import multiprocessing as mp\ndef work(): input()\n" + main("mp.Process(target=work).start()"), "stdin-closed", 2, "error"),
    (
        "import multiprocessing as mp\ndef work(n): mp.Process(target=print).start()\n"
        + main("with mp.Pool(1) as pool:\n    pool.map(work, [1])"),
        "daemonic-children", 2, "error",
    ),
    (
        "import multiprocessing as mp\n" + main("with mp.Pool(1) as pool:\n    pool.apply_async(print, (1,))"),
        "async-error-unread", 4, "note",
    ),
    (
        "import multiprocessing as mp\n" + main("try:\n    mp.Pool(1).map(lambda n: n, [1])\nexcept Exception:\n    pass"),
        "lambda-arg", 4, "warning",
    ),
    (
        "import multiprocessing as mp\ndef f():\n    mp.Pool(1).map(lambda n: n, [1])\n"
        + main("try:\n    f()\nexcept Exception:\n    pass"),
        "lambda-arg", 3, "warning",
    ),
    (
        "import multiprocessing as mp\n" + main("mp.Pool(1).apply_async(lambda: 1, error_callback=print).wait()"),
        "lambda-arg", 3, "warning",
    ),
    (
        "import multiprocessing as mp\nclass A:\n    def __init__(self):\n        self.p = mp.Process(target=lambda: 1)\n",
        "lambda-arg", 4, "warning",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "line", "severity"), SAID)
def test_what_is_said(tmp_path: Path, text: str, rule: str, line: int, severity: str) -> None:
    """The one finding: an error where the line fails whenever it is run, else a warning, or a note of advice."""
    assert told(tmp_path, text) == [(rule, line, severity)]


def test_alike_things_are_told_once(tmp_path: Path) -> None:
    """One lambda that two ways lead to is one finding, with both."""
    text = "import multiprocessing as mp\n" + main("f = lambda: 1\nmp.Queue().put([f, {'k': f}])")
    found = findings(tmp_path, text)
    assert [one.leaf and (one.leaf.path, one.leaf.also_at) for one in found] == [("obj[0]", ("obj[1]['k']",))]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_pslinux.py", "import fcntl\n"),
        ("popen_fork.py", "import os\nos.fork()\n"),
        ("__main__.py", "import multiprocessing as mp\nmp.Process(target=print).start()\n"),
    ],
)
def test_names_of_files(tmp_path: Path, name: str, text: str) -> None:
    """A file that is called after a platform is imported there only; a package's __main__.py is imported by no child."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert lint(tmp_path / name, tmp_path).findings == ()
