"""A function of the module handed to Pool.map."""
from multiprocessing import Pool


def square(n):
    return n * n


if __name__ == "__main__":
    with Pool(2) as pool:
        squares = pool.map(square, range(5))
    print(squares)
