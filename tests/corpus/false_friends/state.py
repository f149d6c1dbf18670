"""Globals that differ in a child and are no fault: made anew by the import, its own, equal, or not read."""

import collections
import enum
import functools
import logging
import os
import random
import time
import uuid
from multiprocessing import Lock, Pool, Process
from pathlib import Path

HERE = Path(__file__).resolve().parent
STARTED = time.time()
RUN = uuid.uuid4().hex
OWNER = os.getpid()
STAMPED = {"at": time.time(), "by": os.getpid(), "names": {"a", "b", "c"}}
NAN = float("nan")
SAME = 1
UNREAD = 1
CACHE = {}
RESULTS = []
CONNECTION = None
WORKERS = 0
log = logging.getLogger(__name__)
dice = random.Random(os.getpid())
lock = Lock()
TABLE = [{"id": number} for number in range(50_000)]


class Color(enum.Enum):
    RED = 1


class Counter:
    """Counts; each process for itself."""

    def __init__(self):
        self.started = time.time()
        self.calls = 0
        self._seen = {}

    def call(self):
        self.calls += 1
        return self.calls


counter = Counter()
SHADE = Color.RED
FIELDS = collections.OrderedDict(a=1)


def cached(key):
    if key not in CACHE:
        CACHE[key] = key * 2
    return CACHE[key]


def connect():
    global CONNECTION
    if CONNECTION is None:
        CONNECTION = object()
    return CONNECTION


def collect(value):
    RESULTS.append(value)


def restart():
    global STARTED
    STARTED = time.time()


restart()


@functools.lru_cache(None)
def slow(value):
    return value + SAME


def work(value):
    assert STARTED and RUN and OWNER and STAMPED["at"] and STAMPED["names"] and NAN != 0 and HERE.name
    log.debug("nobody hears of this")
    dice.random()
    counter.call()
    connect()
    assert CONNECTION is not None and SHADE is Color.RED and FIELDS["a"] == 1 and TABLE[7]["id"] == 7
    with lock:
        return cached(value) + slow(value)


def child():
    tell(role())
    print(work(5))


def set_up(shared):
    global lock, SIZE
    lock, SIZE = shared, 3


def role():
    return ROLE


def loud(text):
    print(text)


def quiet(text):
    pass


if __name__ == "__main__":
    ROLE, tell = "parent", loud
    logging.basicConfig(level=logging.INFO)
    SAME = 1
    UNREAD = 2
    cached(1)
    connect()
    counter.call()
    slow(3)
    single = Process(target=child)
    single.start()
    single.join()
    with Pool(2, initializer=set_up, initargs=(lock,)) as pool:
        pool.apply_async(work, (3,), callback=collect).get()
        print(pool.map(work, [1, 2]))
else:
    ROLE, tell = "child", quiet
