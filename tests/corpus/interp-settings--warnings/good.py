"""Every import of the module sets the filters."""

import warnings
from multiprocessing import Process

warnings.simplefilter("error")


def total(values):
    if not values:
        warnings.warn("an empty list has no total", UserWarning)
    return sum(values)


def work():
    try:
        print("total", total([]))
    except UserWarning:
        print("no total")


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
