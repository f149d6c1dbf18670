"""A task in a pool lowers its own priority."""
import os
from multiprocessing import Pool


def work(n):
    os.nice(1)
    return n + 1


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(work, [1, 2]))
