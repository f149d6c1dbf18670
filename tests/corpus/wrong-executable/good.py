"""They are started with the Python that runs this."""

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor


def work():
    return 6 * 7


if __name__ == "__main__":
    multiprocessing.set_executable(sys.executable)
    with ProcessPoolExecutor(1) as pool:
        print(pool.submit(work).result())
