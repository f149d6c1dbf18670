"""The pool is made under the main guard."""
from multiprocessing import Pool


def work(number):
    return number * 2


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(work, [1, 2]))
