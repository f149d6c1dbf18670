"""A pool's tasks read a global that only a function of the parent's has bound."""

from multiprocessing import Pool


def load():
    global TABLE
    TABLE = {1: "one", 2: "two"}


def name(number):
    return TABLE[number]


if __name__ == "__main__":
    load()
    with Pool(2) as pool:
        print(pool.map(name, [1, 2]))
