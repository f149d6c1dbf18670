"""Pool.map of 1e5 integers."""

import multiprocessing as mp


def work(number):
    return number + 1


if __name__ == "__main__":
    with mp.Pool(2) as pool:
        pool.map(work, range(100_000))
