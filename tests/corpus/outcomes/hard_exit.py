"""os._exit in the parent: no clean-up, status 5."""
import os
from multiprocessing import Process


def work():
    print("work")


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join()
    os._exit(5)
