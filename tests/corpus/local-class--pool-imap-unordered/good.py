"""Rows of a class at the top level of the module."""
from multiprocessing import Pool


class Row:
    def __init__(self, value):
        self.value = value


def load(values):
    return [Row(value) for value in values]


def price(row):
    return row.value * 100


if __name__ == "__main__":
    with Pool(2) as pool:
        print(sum(pool.imap_unordered(price, load([1, 2, 3]))))
