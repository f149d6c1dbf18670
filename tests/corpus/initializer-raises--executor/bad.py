"""The initializer of an executor raises: BrokenProcessPool does not say so."""
from concurrent.futures import ProcessPoolExecutor


def connect(address):
    raise ConnectionError(f"nobody listens at {address}")


def work(number):
    return number * 2


if __name__ == "__main__":
    with ProcessPoolExecutor(1, initializer=connect, initargs=("db:5432",)) as executor:
        print(list(executor.map(work, [1, 2, 3])))
