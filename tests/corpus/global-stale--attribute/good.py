"""Workers get the object by their initializer."""

from multiprocessing import Pool


class Options:
    def __init__(self):
        self.depth = 1
        self.seen = {}


OPTIONS = Options()


def set_up(options):
    global OPTIONS
    OPTIONS = options


def work(value):
    return value + OPTIONS.depth


if __name__ == "__main__":
    OPTIONS.depth = 100
    with Pool(1, initializer=set_up, initargs=(OPTIONS,)) as pool:
        print(pool.apply(work, (1,)))
