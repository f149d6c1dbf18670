"""Hashes that no other process ever hears of: of keys, of a cache, of stripes of locks."""

from multiprocessing import Process, SimpleQueue
from threading import Lock


class Point:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return self.name == other.name

    def __hash__(self):
        return hash(("point", self.name)) % 1000


LOCKS = [Lock() for _ in range(8)]


def stripe(key):
    return hash(key) % 8


def remembered(key, memory):
    return memory.setdefault(hash(("memory", key)), len(key))


def work(results):
    memory = {}
    last = hash("nothing")
    for key in ["apple", "pear", "apple"]:
        with LOCKS[hash(key) % len(LOCKS)]:
            length = remembered(key, memory)
        if hash(key) != last:
            last = hash(key)
        results.put((key, length, Point(key) in {Point("apple")}, hash(length) % 4))


if __name__ == "__main__":
    results = SimpleQueue()
    children = [Process(target=work, args=(results,)) for _ in range(2)]
    for child in children:
        child.start()
    print(sorted(results.get() for _ in range(6)))
    for child in children:
        child.join()
