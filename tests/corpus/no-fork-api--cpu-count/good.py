"""As many workers as the process may use CPUs, where the system can tell."""
import os
from concurrent.futures import ProcessPoolExecutor


def square(n):
    return n * n


def cpus():
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


if __name__ == "__main__":
    with ProcessPoolExecutor(min(2, cpus())) as pool:
        print(list(pool.map(square, range(4))))
