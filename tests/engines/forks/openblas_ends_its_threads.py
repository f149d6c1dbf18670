"""OpenBLAS computes in threads of its own, ends them for a fork, and starts new ones in the child."""

import os
from multiprocessing import Process

os.environ["OPENBLAS_NUM_THREADS"] = "4"

import numpy


def multiply():
    square = numpy.ones((600, 600))
    print((square @ square)[0, 0])


if __name__ == "__main__":
    multiply()
    child = Process(target=multiply)
    child.start()
    child.join()
