"""Mended: the lock stays at home, and the copy in the child makes one of its own."""

import threading
from multiprocessing import Process


class Counter:
    def __init__(self):
        self.lock = threading.Lock()
        self.value = 0

    def __getstate__(self):
        return {"value": self.value}

    def __setstate__(self, state):
        self.__init__()
        self.value = state["value"]

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
