"""Many workers, most of which wait."""
from concurrent.futures import ProcessPoolExecutor


def square(n):
    return n * n


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=64) as pool:
        print(list(pool.map(square, range(3))))
