"""What a thread waits for, told by its stack: which wait of the standard library, and whether it could end by itself.

A thread is *alive* unless it waits, without a time limit, for another thread or process of the same run: whatever
else it does (a computation, a sleep, a socket, a file) may go on by itself. CPython 3.10 to 3.14.
"""

from __future__ import annotations

import linecache
import re

from ..facts import RawPlace
from ..facts.processes import Wait
from .stacks import Frame, Thread

# Who is waiting, by the function of the standard library that was called: what for, in words; outermost wins.
_FOR = {
    "multiprocessing/queues.py:get": "an item of a queue",
    "multiprocessing/queues.py:put": "room in a queue",
    "multiprocessing/queues.py:join": "a queue's items to be done",
    "multiprocessing/queues.py:_finalize_join": "its queue to be read",
    "multiprocessing/queues.py:join_thread": "its queue to be read",
    "multiprocessing/queues.py:_feed": "its queue to be read",
    "multiprocessing/connection.py:recv": "a message of a pipe",
    "multiprocessing/connection.py:recv_bytes": "a message of a pipe",
    "multiprocessing/connection.py:send": "its pipe to be read",
    "multiprocessing/connection.py:send_bytes": "its pipe to be read",
    "multiprocessing/managers.py:_callmethod": "a manager's answer",
    "multiprocessing/process.py:join": "the end of a process",
    "multiprocessing/pool.py:get": "a pool's result",
    "multiprocessing/pool.py:next": "a pool's result",
    "multiprocessing/pool.py:wait": "a pool's result",
    "multiprocessing/pool.py:join": "a pool's end",
    "multiprocessing/pool.py:_terminate_pool": "a pool's end",
    "multiprocessing/synchronize.py:wait": "an event or a condition",
    "multiprocessing/synchronize.py:__enter__": "a lock",
    "concurrent/futures/_base.py:result": "an executor's result",
    "concurrent/futures/_base.py:exception": "an executor's result",
    "concurrent/futures/_base.py:wait": "an executor's result",
    "concurrent/futures/_base.py:as_completed": "an executor's result",
    "concurrent/futures/process.py:shutdown": "an executor's end",
    "multiprocessing/util.py:_exit_function": "the end of its children",
    "threading.py:_shutdown": "the end of its threads",
    "threading.py:join": "the end of a thread",
    "queue.py:get": "an item of a thread's queue",
    "threading.py:wait": "another thread",
}
# Threads and processes of the standard library's own, which wait for work for ever.
_SERVANTS = frozenset(
    [
        "multiprocessing/pool.py:_handle_workers",
        "multiprocessing/pool.py:_handle_tasks",
        "multiprocessing/pool.py:_handle_results",
        "multiprocessing/queues.py:_feed",
        "multiprocessing/managers.py:accepter",
        "multiprocessing/managers.py:serve_forever",
        "multiprocessing/forkserver.py:main",
        "multiprocessing/resource_sharer.py:_serve",
        "concurrent/futures/process.py:run",
    ]
)
# Polls of PyTorch's that go on for ever (2.0 to 2.13), by file and source line: what for; empty where it is for work.
_POLLS = {
    ("torch/utils/data/dataloader.py", "success, data = self._try_get_data()"): "a batch of its workers",
    ("torch/utils/data/_utils/worker.py", "r = index_queue.get(timeout=MP_STATUS_CHECK_INTERVAL)"): "",
}
# These run the user's own functions in between, perhaps one written in C, which has no frame.
_WORKERS = frozenset(
    [
        "multiprocessing/pool.py:worker",
        "multiprocessing/managers.py:serve_client",
        "concurrent/futures/process.py:_process_worker",
    ]
)
_IDLE = frozenset(
    [
        "multiprocessing/connection.py:_recv",
        "multiprocessing/connection.py:_recv_bytes",
        "multiprocessing/synchronize.py:__enter__",
        "multiprocessing/queues.py:get",
    ]
)
# Where data goes into a pipe; the second on Windows.
_SENDS = ("multiprocessing/connection.py:_send", "multiprocessing/connection.py:_send_bytes")
_INITIALIZER = "initializer(*initargs)"
_WORKER_FILES = ("pool.py", "process.py", "process_executor.py")
_READING = re.compile(r"([\w.]+(?:\[[^\[\]]*\])*)\.(?:get|recv)\b")
_LOCKING = re.compile(r"^with [\w.\[\]]+(?: as \w+)?:|\.acquire\(\)")


def wait_of(thread: Thread, main: bool = False) -> Wait | None:
    """What this thread waits for, or where it is (``what`` empty) when it is alive; None for a servant of the library's."""
    if not thread.frames or _servant(thread):
        return None
    inside = _inside(thread)
    what = next((_FOR[label] for label in reversed(inside) if label in _FOR), "a lock") if _untimed(thread) else ""
    what = "others at a barrier" if what and "threading.py:_wait" in inside else _polls(thread) or what
    if not what and thread.user() is None:
        return None
    labels = tuple(label for label in inside if label)
    place = thread.place()
    return Wait(0, "", main, what, place, labels, source=read_at(place), initializing=_initializing(thread))


def _initializing(thread: Thread) -> bool:
    """Whether a worker is calling its initializer (pool.py, concurrent/futures/process.py, loky's process_executor.py)."""
    return any(frame.text == _INITIALIZER and frame.path.endswith(_WORKER_FILES) for frame in thread.frames)


def read_at(place: RawPlace | None) -> str:
    """What is read from at a place of the user's: ``self.items`` of ``self.items.get()``; empty where its line does not say."""
    found = _READING.search(linecache.getline(place[0], place[1])) if place is not None else None
    return found[1] if found else ""


def stuck(thread: Thread) -> bool:
    """Whether this is a queue's feeder thread that writes into a full pipe."""
    return "multiprocessing/queues.py:_feed" in thread.labels and thread.labels[0] in _SENDS


def alive(thread: Thread) -> bool:
    """Whether this thread may go on by itself."""
    return bool(thread.frames) and not _servant(thread) and not _untimed(thread)


def asks_again(thread: Thread) -> bool:
    """Whether it is in an engine's loop that asks for results again and again: one that sees when a worker has died."""
    return bool(_polls(thread))


def _inside(thread: Thread) -> list[str]:
    """The labels of the frames that the user's own code called, innermost first; of all where there is no such code."""
    user = thread.user()
    frames = thread.frames if user is None else thread.frames[: thread.frames.index(user)]
    return [frame.label for frame in frames]


def _polls(thread: Thread) -> str | None:
    """What an engine's loop asks for again and again, if the thread is in one and runs no code of the user's."""
    for frame in thread.frames:
        for (file, text), what in _POLLS.items():
            if frame.text == text and frame.path.replace("\\", "/").endswith(file):
                return what
    return None


def _servant(thread: Thread) -> bool:
    """Whether it is a thread of the library's own that has nothing to do: no code of the user's runs in it."""
    if _polls(thread) == "":
        return True
    labels = thread.labels
    own = next((index for index, label in enumerate(labels) if label in _SERVANTS | _WORKERS), None)
    if own is None or any(not frame.label and not frame.path.startswith("<") for frame in thread.frames[:own]):
        return False
    return labels[own] in _SERVANTS or labels[0] in _IDLE


def _untimed(thread: Thread) -> bool:
    """Whether the innermost frame stands in a wait that has no time limit."""
    top, labels = thread.frames[0], thread.labels
    if _polls(thread) is not None:
        return True
    rule = _TOPS.get(labels[0])
    if rule is not None:
        return rule(thread)
    # Locks are taken in C: the frame is that of whoever wants it.
    return bool(_LOCKING.search(top.text)) and top is thread.user()


def _below(thread: Thread, *labels: str) -> bool:
    """Whether the frames just outside the innermost are these."""
    return thread.labels[1 : 1 + len(labels)] == list(labels)


def _condition(thread: Thread) -> bool:
    return thread.frames[0].text == "waiter.acquire()"


def _called_plainly(thread: Thread, name: str) -> bool:
    """Whether the first caller outside this module calls the function with no arguments."""
    module = thread.frames[0].path
    caller: Frame | None = next((frame for frame in thread.frames if frame.path != module), None)
    # _shutdown and _finalize_join join without a time limit.
    return caller is None or caller.path.startswith("<") or f"{name}()" in caller.text


def _shared_wait(thread: Thread) -> bool:
    """``wait()`` of multiprocessing's events and conditions; ``wait_for(...)`` and a barrier's ``wait()`` go on to it.

    A barrier may have a time limit of its own: where the user's file makes any with more than a number, nobody knows.
    """
    user = thread.user()
    if user is None or _called_plainly(thread, "wait"):
        return _called_plainly(thread, "wait")
    if "threading.py:_wait" in thread.labels:
        made = re.findall(r"\bBarrier\(([^()\n]*(?:\([^()\n]*\))?[^()\n]*)\)", "".join(linecache.getlines(user.path)))
        return "wait()" in user.text and bool(made) and not any("," in args or "timeout" in args for args in made)
    return "wait_for(" in user.text and not ("," in user.text or "timeout" in user.text)


def _joining(thread: Thread) -> bool:
    caller = next((frame for frame in thread.frames[1:] if frame.label != "multiprocessing/process.py:join"), None)
    return caller is not None and "join()" in caller.text


def _selecting(thread: Thread) -> bool:
    if not _below(thread, "multiprocessing/connection.py:wait"):
        return False  # a socket, a server, an event loop
    return thread.labels[2:3] == ["multiprocessing/popen_forkserver.py:poll"]


def _queue_line(thread: Thread) -> bool:
    """``Queue.get`` and ``put`` take their locks in C, with or without a time limit of the caller's."""
    user = thread.user()
    return user is not None and re.search(r"\.(get|put)\((?!.*timeout)", user.text) is not None


_TOPS = {
    "threading.py:wait": _condition,
    "threading.py:_wait_for_tstate_lock": lambda thread: _called_plainly(thread, "join"),
    "threading.py:join": lambda thread: _called_plainly(thread, "join"),
    "threading.py:_shutdown": lambda thread: True,
    "multiprocessing/popen_fork.py:poll": lambda thread: True,
    "multiprocessing/connection.py:_recv": lambda thread: True,
    "multiprocessing/connection.py:_send": lambda thread: True,
    # Windows: Popen.wait is where join() waits, with or without a time limit; the others have none.
    "multiprocessing/popen_spawn_win32.py:wait": _joining,
    "multiprocessing/connection.py:_recv_bytes": lambda thread: True,
    "multiprocessing/connection.py:_send_bytes": lambda thread: True,
    "multiprocessing/synchronize.py:__enter__": lambda thread: True,
    "multiprocessing/synchronize.py:wait": _shared_wait,
    "multiprocessing/queues.py:get": _queue_line,
    "multiprocessing/queues.py:put": _queue_line,
    "selectors.py:select": _selecting,
}
