"""Rows of a class made inside the loader: none of them can be sent to a worker."""
from multiprocessing import Pool


def load(values):
    class Row:
        def __init__(self, value):
            self.value = value

    return [Row(value) for value in values]


def price(row):
    return row.value * 100


if __name__ == "__main__":
    with Pool(2) as pool:
        prices = pool.imap_unordered(price, load([1, 2, 3]))
        pool.close()
        pool.join()
        print(sum(prices))
