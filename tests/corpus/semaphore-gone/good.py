"""The parent keeps a name for the lock until the child has ended."""
import time
from multiprocessing import Lock, Process


class Table:
    def __getstate__(self):
        return {"rows": 3}

    def __setstate__(self, state):
        time.sleep(0.3)  # loading it takes a while
        self.__dict__.update(state)


def work(table, lock):
    with lock:
        print("work")


if __name__ == "__main__":
    lock = Lock()
    p = Process(target=work, args=(Table(), lock))
    p.start()
    p.join()
