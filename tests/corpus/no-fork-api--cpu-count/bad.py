"""As many workers as the process may use CPUs."""
from concurrent.futures import ProcessPoolExecutor
from os import sched_getaffinity


def square(n):
    return n * n


if __name__ == "__main__":
    with ProcessPoolExecutor(min(2, len(sched_getaffinity(0)))) as pool:
        print(list(pool.map(square, range(4))))
