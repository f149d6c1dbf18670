"""The executor's initializer is a closure; the first submit() has to send it."""
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal, getcontext


def third():
    return str(Decimal(1) / 3)


def main(digits):
    def setup():
        getcontext().prec = digits

    with ProcessPoolExecutor(max_workers=1, initializer=setup) as executor:
        future = executor.submit(third)
        print(future.result())


if __name__ == "__main__":
    main(5)
