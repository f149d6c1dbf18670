"""Each worker seeds the global state for itself."""

import os
from multiprocessing import Barrier, Pool

import numpy


def set_up(barrier):
    global together
    together = barrier
    numpy.random.seed(os.getpid() % 2**32)


def draw(_):
    together.wait(10)
    return int(numpy.random.randint(2**62))


if __name__ == "__main__":
    with Pool(2, initializer=set_up, initargs=(Barrier(2),)) as pool:
        print(len(pool.map(draw, range(2), chunksize=1)))
