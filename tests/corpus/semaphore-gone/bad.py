"""Nobody but the process object knows the lock, and start() lets go of it while the child is still loading."""
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
    p = Process(target=work, args=(Table(), Lock()))
    p.start()
    p.join()
