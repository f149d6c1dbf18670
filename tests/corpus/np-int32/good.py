"""Squares of integers of 64 bits go to a worker."""
from multiprocessing import Process

import numpy as np


def work(squares):
    print("the last is right:", int(squares[-1]) == 99_999**2)


if __name__ == "__main__":
    numbers = np.arange(100_000, dtype=np.int64)
    p = Process(target=work, args=(numbers * numbers,))
    p.start()
    p.join()
