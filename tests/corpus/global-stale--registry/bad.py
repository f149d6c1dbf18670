"""A registry that the parent fills is empty in the workers."""

from concurrent.futures import ProcessPoolExecutor

RATES = {}


def rate(name):
    return RATES.get(name, 0)


def fill():
    RATES["eur"] = 7


if __name__ == "__main__":
    fill()
    with ProcessPoolExecutor(1) as executor:
        print(executor.submit(rate, "eur").result())
