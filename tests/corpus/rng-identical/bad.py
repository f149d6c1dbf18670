"""Forked children draw from the same copy of numpy's global random state."""

from multiprocessing import Process

import numpy.random


def work(name):
    print(name, numpy.random.randint(1_000_000))


if __name__ == "__main__":
    children = [Process(target=work, args=(name,)) for name in "abc"]
    for child in children:
        child.start()
        child.join()
