"""An exception that pickles in the worker and does not load in the parent makes the pool deaf."""
from multiprocessing import Pool


class BadRow(Exception):
    def __init__(self, row, reason):
        super().__init__(f"{row}: {reason}")
        self.row = row


def check(row):
    raise BadRow(row, "empty")


if __name__ == "__main__":
    with Pool(1) as pool:
        try:
            print(pool.apply(check, (1,)))
        except BadRow as error:
            print("bad row", error.row)
