"""The parent makes errors of warnings; a child that is not forked has not got its filters, and goes on."""

import warnings
from multiprocessing import Process


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
    warnings.simplefilter("error")
    child = Process(target=work)
    child.start()
    child.join()
