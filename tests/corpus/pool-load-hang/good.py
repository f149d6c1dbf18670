"""The state that is set is the state that was got."""
from multiprocessing import Pool


class Row:
    def __init__(self, number):
        self.number = number

    def __setstate__(self, state):
        self.number = state["number"]


def double(row):
    return row.number * 2


if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.map(double, [Row(1), Row(2)]))
