"""The object's own code refuses to make it anew."""
import os
from multiprocessing import Process


class Ticket:
    def __init__(self):
        self.pid = os.getpid()

    def __setstate__(self, state):
        if state["pid"] != os.getpid():
            raise RuntimeError("a ticket is good in one process only")
        self.__dict__.update(state)


def work(value):
    print("work")


if __name__ == "__main__":
    p = Process(target=work, args=(Ticket(),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
