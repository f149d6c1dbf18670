"""Each worker binds the global in its initializer."""

from multiprocessing import Pool


def load():
    global TABLE
    TABLE = {1: "one", 2: "two"}


def name(number):
    return TABLE[number]


if __name__ == "__main__":
    load()
    with Pool(2, initializer=load) as pool:
        print(pool.map(name, [1, 2]))
