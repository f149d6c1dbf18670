"""The log is opened by the parent only."""
import os
from multiprocessing import Process


def work():
    return 1


if __name__ == "__main__":
    with open(os.devnull, "w"):
        p = Process(target=work)
        p.start()
        p.join()
