"""What is sent is what the object is made from."""
import os
from multiprocessing import Process


class Ticket:
    def __init__(self):
        self.pid = os.getpid()

    def __reduce__(self):
        return Ticket, ()


def work(value):
    print("work")


if __name__ == "__main__":
    p = Process(target=work, args=(Ticket(),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
