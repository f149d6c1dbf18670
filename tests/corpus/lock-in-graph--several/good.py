"""Locks of multiprocessing, a named function, and the log's path."""
import multiprocessing as mp
import os
from multiprocessing import Process


def complain(error):
    print("error:", error)


class Store:
    def __init__(self):
        self.lock = mp.Lock()
        self.shards = [{"rows": 2}, {"rows": 3, "lock": mp.RLock()}]
        self.on_error = complain
        self.log = os.devnull


def count(store):
    with store.lock, store.shards[1]["lock"]:
        print("rows", sum(shard["rows"] for shard in store.shards))


if __name__ == "__main__":
    store = Store()
    p = Process(target=count, args=(store,))
    p.start()
    p.join()
