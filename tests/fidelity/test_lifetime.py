"""Objects live as long as without the recorder, and what a thread left behind is not taken for another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from pickcheck.model import Target

from .running import METHODS, plain_under, recorded

SENT = """
import gc, multiprocessing as mp, time, weakref
from concurrent.futures import ProcessPoolExecutor
class Thing:
    pass
def identity(thing):
    return thing
def refs(send):
    things = [Thing() for _ in range(6)]
    found = [weakref.ref(thing) for thing in things]
    send(things)
    return found
def alive(found):
    deadline = time.monotonic() + 2
    while any(ref() for ref in found) and time.monotonic() < deadline:
        gc.collect()
        time.sleep(0.05)
    return sum(ref() is not None for ref in found)
if __name__ == "__main__":
    queue, (here, there) = mp.Queue(), mp.Pipe()
    with mp.Pool(1) as pool, ProcessPoolExecutor(1) as executor, mp.Manager() as manager:
        shared = manager.list()
        print("map", alive(refs(lambda things: pool.map(identity, things))))
        print("apply", alive(refs(lambda things: pool.apply(identity, (things,)))))
        print("imap", alive(refs(lambda things: list(pool.imap(identity, things)))))
        print("submit", alive(refs(lambda things: executor.submit(identity, things).result())))
        print("executor map", alive(refs(lambda things: list(executor.map(identity, things)))))
        print("manager", alive(refs(lambda things: shared.extend(things))))
    print("queue", alive(refs(lambda things: (queue.put(things), queue.get()))))
    print("pipe", alive(refs(lambda things: (here.send(things), there.recv()))))
"""
THREADS_AFTER_FEEDERS = """
import multiprocessing as mp
if __name__ == "__main__":
    queues = [mp.Queue() for _ in range(4)]
    for queue in queues:
        queue.put(1)
        queue.get()
    for queue in queues:
        queue.close()
        queue.join_thread()
    with mp.Pool(1) as pool:  # its threads get the identifiers of the feeder threads that ended
        print(pool.map(abs, [-1, -2]))
"""


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("source", [SENT, THREADS_AFTER_FEEDERS], ids=["sent", "threads after feeders"])
def test_same_lifetime(source: str, method: str, python: str, tmp_path: Path) -> None:
    """What was sent is released as soon, and no hook goes wrong."""
    (tmp_path / "app.py").write_text(source, encoding="utf-8")
    target = Target(str(tmp_path / "app.py"))
    without_us = plain_under(target, python, method, tmp_path)
    assert (without_us.status, without_us.stderr) == (0, "")
    assert recorded(target, python, method) == without_us
