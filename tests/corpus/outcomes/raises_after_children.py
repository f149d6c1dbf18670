"""Raises an error of its own after its children ran well."""
from multiprocessing import Pool


def square(n):
    return n * n


if __name__ == "__main__":
    with Pool(2) as pool:
        squares = pool.map(square, [1, 2, 3])
    print(squares[3])
