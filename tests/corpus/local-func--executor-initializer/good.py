"""The initializer is a function of the module, with initargs."""
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal, getcontext


def setup(digits):
    getcontext().prec = digits


def third():
    return str(Decimal(1) / 3)


def main(digits):
    with ProcessPoolExecutor(max_workers=1, initializer=setup, initargs=(digits,)) as executor:
        future = executor.submit(third)
        print(future.result())


if __name__ == "__main__":
    main(5)
