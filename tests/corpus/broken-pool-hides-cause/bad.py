"""A worker leaves by os._exit; the executor only says that a process was terminated abruptly."""
import os
from concurrent.futures import ProcessPoolExecutor


def work(number):
    os._exit(3)


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(work, 1)
        print(future.result())
