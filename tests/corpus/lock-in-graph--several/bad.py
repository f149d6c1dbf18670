"""One object with four things that cannot be sent; CPython names only the first."""
import os
import threading
from multiprocessing import Process


class Store:
    def __init__(self):
        self.lock = threading.Lock()
        self.shards = [{"rows": 2}, {"rows": 3, "lock": threading.RLock()}]
        self.on_error = lambda error: print("error:", error)
        self.log = open(os.devnull, "w")


def count(store):
    with store.lock, store.shards[1]["lock"]:
        print("rows", sum(shard["rows"] for shard in store.shards))


if __name__ == "__main__":
    p = Process(target=count, args=(Store(),))
    p.start()
    p.join()
