"""The log is opened, and truncated, again in every child."""
import os
from multiprocessing import Process

LOG = open(os.devnull, "w")


def work():
    return 1


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join()
    LOG.close()
