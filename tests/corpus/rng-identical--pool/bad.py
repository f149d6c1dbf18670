"""The workers of a forked pool draw the same numbers."""

from multiprocessing import Barrier, Pool

import numpy


def set_up(barrier):
    global together
    together = barrier


def draw(_):
    together.wait(10)
    return int(numpy.random.randint(2**62))


if __name__ == "__main__":
    numpy.random.seed(7)
    with Pool(2, initializer=set_up, initargs=(Barrier(2),)) as pool:
        print(len(pool.map(draw, range(2), chunksize=1)))
