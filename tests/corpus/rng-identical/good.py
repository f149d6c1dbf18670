"""Each child has a generator of its own."""

from multiprocessing import Process

import numpy.random


def work(name, seed):
    print(name, numpy.random.default_rng(seed).integers(1_000_000) >= 0)


if __name__ == "__main__":
    seeds = numpy.random.SeedSequence(1).spawn(3)
    children = [Process(target=work, args=(name, seed)) for name, seed in zip("abc", seeds)]
    for child in children:
        child.start()
        child.join()
