"""A worker reads a global that is only set under the main guard: NameError in a spawned child."""
from multiprocessing import Pool


def scale(n):
    return n * FACTOR


if __name__ == "__main__":
    FACTOR = 3
    with Pool(2) as pool:
        print(pool.map(scale, [1, 2]))
