"""Stacks as faulthandler prints them, and what a thread of one waits for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pickcheck.launch import waiting
from pickcheck.launch.stacks import Frame, Thread, parse, threads_of

LIB = "/usr/lib/python3.11"
DUMP = f"""hello
Thread 0x00007f82340f26c0 (most recent call first):
  File "{LIB}/multiprocessing/pool.py", line 531 in _handle_tasks
  File "{LIB}/threading.py", line 982 in run
  ...

Current thread 0x00007f8234a10b80 [python] (most recent call first):
  File "/home/me/my app.py", line 10 in <module>
world
"""


def thread(*frames: str) -> Thread:
    """Frames as ``multiprocessing/queues.py:get`` (of the library) or ``app.py:work``, innermost first."""
    made = []
    for frame in frames:
        path, _, function = frame.partition(":")
        made.append(
            Frame(f"{LIB}/{path}" if "/" in path or path == "threading.py" else f"/home/me/{path}", 1, function)
        )
    return Thread(tuple(made))


def test_parse() -> None:
    """Threads in the order of the text, and whatever else was printed meanwhile."""
    threads, other = parse(DUMP)
    assert other == "hello\nworld\n"
    assert [t.labels for t in threads] == [["multiprocessing/pool.py:_handle_tasks", "threading.py:run"], [""]]
    assert threads[1].place() == ("/home/me/my app.py", 10, "<module>")


@pytest.mark.parametrize(
    "text", ["", "\n", "Thread 0xzz\n", '  File "x", line 1 in f\n', "Current thread 0x1 (most recent"]
)
def test_parse_what_is_cut(text: str) -> None:
    """A dump that was cut, or is none, gives no frames."""
    threads, _other = parse(text)
    assert all(not t.frames for t in threads)


def test_line_that_is_not_known() -> None:
    """CPython writes ??? where it has no line."""
    (one,), _ = parse('Thread 0x1 (most recent call first):\n  File "a.py", line ??? in f\n')
    assert one.frames == (Frame("a.py", 0, "f"),)


def test_told_by_the_process_itself() -> None:
    """The same values from a journal."""
    assert threads_of([[("a.py", 3, "f")]]) == (Thread((Frame("a.py", 3, "f"),)),)


RECV = ("multiprocessing/connection.py:_recv", "multiprocessing/connection.py:_recv_bytes")
WAITS = [
    ((*RECV, "multiprocessing/connection.py:recv_bytes", "multiprocessing/queues.py:get", "app.py:read"), "an item of a queue"),
    (("multiprocessing/popen_fork.py:poll", "multiprocessing/process.py:join", "app.py:main"), "the end of a process"),
    ((*RECV, "multiprocessing/connection.py:recv", "multiprocessing/managers.py:_callmethod", "app.py:f"), "a manager's answer"),
    (
        ("selectors.py:select", "multiprocessing/connection.py:wait", "multiprocessing/popen_forkserver.py:poll",
         "multiprocessing/process.py:join", "app.py:main"),
        "the end of a process",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("frames", "what"), WAITS)
def test_waits(frames: tuple[str, ...], what: str) -> None:
    """A wait without a time limit, in the words of what the user called."""
    one = thread(*[f"/{f}" if f.startswith("selectors") else f for f in frames])
    assert not waiting.alive(one)
    found = waiting.wait_of(one, main=True)
    assert found is not None and (found.what, found.main) == (what, True)
    assert found.place == ("/home/me/app.py", 1, frames[-1].partition(":")[2])


ALIVE = [
    ("app.py:work", "multiprocessing/process.py:run"),
    ("/selectors.py:select", "app.py:serve"),
    ("/socket.py:accept", "app.py:serve"),
    ("multiprocessing/pool.py:worker", "multiprocessing/process.py:run"),
    ("app.py:task", "multiprocessing/pool.py:worker"),
    ("app.py:callback", "multiprocessing/pool.py:_handle_results"),
    ("/selectors.py:select", "multiprocessing/connection.py:wait", "multiprocessing/popen_fork.py:wait", "app.py:main"),
]


@pytest.mark.parametrize("frames", ALIVE)
def test_alive(frames: tuple[str, ...]) -> None:
    """Code of the user's, a function in C that a worker runs, a socket, a wait that ends by itself."""
    one = thread(*frames)
    assert waiting.alive(one)
    found = waiting.wait_of(one)
    assert found is None or not found.what


SERVANTS = [
    ("multiprocessing/pool.py:_handle_workers", "threading.py:run"),
    ("multiprocessing/process.py:exitcode", "multiprocessing/pool.py:_handle_workers"),
    (
        *RECV,
        "multiprocessing/queues.py:get",
        "multiprocessing/pool.py:worker",
        "multiprocessing/process.py:run",
        "app.py:main",
    ),
    ("/selectors.py:select", "multiprocessing/forkserver.py:main"),
]


@pytest.mark.parametrize("frames", SERVANTS)
def test_servants(frames: tuple[str, ...]) -> None:
    """The library's own threads and workers with nothing to do are neither alive nor worth a word."""
    one = thread(*frames)
    assert not waiting.alive(one) and waiting.wait_of(one) is None


def test_stuck_feeder() -> None:
    """A feeder thread that writes is stuck; one that waits for an item is not."""
    assert waiting.stuck(thread("multiprocessing/connection.py:_send", "multiprocessing/queues.py:_feed"))
    assert not waiting.stuck(thread("threading.py:wait", "multiprocessing/queues.py:_feed"))


JOIN = ("multiprocessing/popen_spawn_win32.py:wait", "multiprocessing/process.py:join")


@pytest.mark.parametrize(("text", "alive"), [("p.join()", False), ("p.join(5)", True), ("p.join(timeout=limit)", True)])
def test_join_on_windows(text: str, alive: bool, tmp_path: Path) -> None:
    """There both kinds of join() wait in the same function; the line that calls tells them apart."""
    script = tmp_path / "app.py"
    script.write_text(f"{text}\n", encoding="utf-8")
    one = thread(*JOIN)
    one = Thread((*one.frames, Frame(str(script), 1, "<module>")))
    assert waiting.alive(one) is alive
    wait = waiting.wait_of(one)
    assert wait is not None and wait.what == ("" if alive else "the end of a process")


@pytest.mark.parametrize(
    ("made", "call", "inner", "alive"),
    [
        ("b = Barrier(3)", "b.wait()", ("threading.py:_wait", "threading.py:wait"), False),
        ("b = mp.Barrier(len(jobs))", "b.wait()", ("threading.py:_wait", "threading.py:wait"), False),
        ("b = Barrier(3, timeout=5)", "b.wait()", ("threading.py:_wait", "threading.py:wait"), True),
        ("b = Barrier(3, None, 5)", "b.wait()", ("threading.py:_wait", "threading.py:wait"), True),
        ("from shared import b", "b.wait()", ("threading.py:_wait", "threading.py:wait"), True),
        ("b = Barrier(3)", "b.wait(5)", ("threading.py:_wait", "threading.py:wait"), True),
        ("", "c.wait()", (), False),
        ("", "c.wait(5)", (), True),
        ("", "c.wait_for(ready)", (), False),
        ("", "c.wait_for(ready, 5)", (), True),
        ("", "c.wait_for(ready, timeout=5)", (), True),
    ],
)
def test_waits_of_several_processes(made: str, call: str, inner: tuple[str, ...], alive: bool, tmp_path: Path) -> None:
    """A barrier, a condition: the lines of the user's file tell whether there is a time limit."""
    script = tmp_path / "app.py"
    script.write_text(f"{made}\n{call}\n", encoding="utf-8")
    one = thread("multiprocessing/synchronize.py:wait", "multiprocessing/synchronize.py:wait_for", *inner)
    one = Thread((*one.frames, Frame(str(script), 2, "<module>")))
    assert waiting.alive(one) is alive
    wait = waiting.wait_of(one)
    what = "others at a barrier" if inner else "an event or a condition"
    assert wait is not None and wait.what == ("" if alive else what)


def test_pipes_on_windows() -> None:
    """A worker without work, and a feeder thread whose pipe is full."""
    idle = thread("multiprocessing/connection.py:_recv_bytes", "multiprocessing/queues.py:get", "multiprocessing/pool.py:worker")  # fmt: skip
    assert waiting.wait_of(idle) is None and not waiting.alive(idle)
    full = thread("multiprocessing/connection.py:_send_bytes", "multiprocessing/queues.py:_feed", "threading.py:run")
    assert waiting.stuck(full)


def test_a_data_loader_that_asks_for_ever(tmp_path: Path) -> None:
    """Without a time limit of the user's, its loop is a wait; the worker's is one for work; the place is the user's line."""
    folder = tmp_path / "site-packages" / "torch" / "utils" / "data"
    (folder / "_utils").mkdir(parents=True)
    loader, worker, app = folder / "dataloader.py", folder / "_utils" / "worker.py", tmp_path / "app.py"
    loader.write_text("success, data = self._try_get_data()\nsuccess, data = self._try_get_data(self._timeout)\n")
    worker.write_text("r = index_queue.get(timeout=MP_STATUS_CHECK_INTERVAL)\n")
    app.write_text("for batch in loader:\n")
    poll = Frame(f"{LIB}/multiprocessing/queues.py", 113, "get")
    for line, what in ((1, "a batch of its workers"), (2, "")):
        asking = Thread((poll, Frame(str(loader), line, "_get_data"), Frame(str(app), 1, "<module>")))
        found = waiting.wait_of(asking)
        assert found is not None and found.what == what and waiting.alive(asking) is (not what)
        assert found.place == (str(app), 1, "<module>")
    idle = Thread((poll, Frame(str(worker), 1, "_worker_loop")))
    assert waiting.wait_of(idle) is None and not waiting.alive(idle)
