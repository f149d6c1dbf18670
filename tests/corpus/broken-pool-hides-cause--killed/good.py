"""Nobody kills it."""
import os
from concurrent.futures import ProcessPoolExecutor


def work(number):
    return os.getpid() > number


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        print(list(executor.map(work, [1, 0])))
