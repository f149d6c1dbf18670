"""The caveat, a lock deep in an object: threading's locks belong to one process."""

import threading
from multiprocessing import Process


class Counter:
    def __init__(self):
        self.lock = threading.Lock()
        self.value = 0

    def add(self, amount):
        with self.lock:
            self.value += amount


def work(counter):
    counter.add(1)
    print(counter.value)


if __name__ == "__main__":
    process = Process(target=work, args=(Counter(),))
    process.start()
    process.join()
