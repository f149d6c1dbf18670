"""An option that the parent has set on a module-level object is at its default in the workers."""

from multiprocessing import Pool


class Options:
    def __init__(self):
        self.depth = 1
        self.seen = {}


OPTIONS = Options()


def work(value):
    return value + OPTIONS.depth


if __name__ == "__main__":
    OPTIONS.depth = 100
    with Pool(1) as pool:
        print(pool.apply(work, (1,)))
