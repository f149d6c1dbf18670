"""A child puts a defaultdict(lambda: ...) on the queue: it is dropped, and the parent gets nothing."""
import queue
from collections import defaultdict
from multiprocessing import Process, Queue


def count(results):
    hits = defaultdict(lambda: 0)
    for word in ["spam", "egg", "spam"]:
        hits[word] += 1
    results.put({"hits": hits})


if __name__ == "__main__":
    results = Queue()
    p = Process(target=count, args=(results,))
    p.start()
    try:
        print(dict(results.get(timeout=1)["hits"]))
    except queue.Empty:
        print("no result")
    p.join()
