"""defaultdict(int) does the same, and int has a name."""
import queue
from collections import defaultdict
from multiprocessing import Process, Queue


def count(results):
    hits = defaultdict(int)
    for word in ["spam", "egg", "spam"]:
        hits[word] += 1
    results.put({"hits": hits})


if __name__ == "__main__":
    results = Queue()
    p = Process(target=count, args=(results,))
    p.start()
    try:
        print(dict(results.get(timeout=10)["hits"]))
    except queue.Empty:
        print("no result")
    p.join()
