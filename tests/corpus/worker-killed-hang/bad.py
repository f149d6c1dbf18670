"""A worker leaves by os._exit in the middle of a task; the pool waits for its result for ever."""
import os
from multiprocessing import Pool


def work(number):
    if number == 2:
        os._exit(3)
    return number


if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.map(work, [1, 2, 3], chunksize=1))
