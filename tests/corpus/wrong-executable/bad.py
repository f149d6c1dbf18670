"""Children are to be started with a program that is not there."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor


def work():
    return 6 * 7


if __name__ == "__main__":
    multiprocessing.set_executable("/opt/app/bin/app-python")
    with ProcessPoolExecutor(1) as pool:
        print(pool.submit(work).result())
