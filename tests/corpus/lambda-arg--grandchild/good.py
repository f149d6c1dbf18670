"""The child hands its child a partial of a function of the module."""
from functools import partial
from multiprocessing import Process
from operator import mul


def leaf(scale):
    print("scaled", scale(21))


def branch(factor):
    inner = Process(target=leaf, args=(partial(mul, factor),))
    inner.start()
    inner.join()


if __name__ == "__main__":
    outer = Process(target=branch, args=(2,))
    outer.start()
    outer.join()
    print("done")
