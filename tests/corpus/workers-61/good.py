"""A few workers, which do as well."""
from concurrent.futures import ProcessPoolExecutor


def square(n):
    return n * n


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=min(2, 61)) as pool:
        print(list(pool.map(square, range(3))))
