"""Each worker fills its own registry."""

from concurrent.futures import ProcessPoolExecutor

RATES = {}


def rate(name):
    return RATES.get(name, 0)


def fill():
    RATES["eur"] = 7


if __name__ == "__main__":
    fill()
    with ProcessPoolExecutor(1, initializer=fill) as executor:
        print(executor.submit(rate, "eur").result())
