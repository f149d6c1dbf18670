"""The initializer remembers what went wrong, and the task says it."""
from multiprocessing import Pool

state = {}


def connect(address):
    try:
        raise ConnectionError(f"nobody listens at {address}")
    except ConnectionError as error:
        state["error"] = error


def work(number):
    return number * 2


if __name__ == "__main__":
    with Pool(2, initializer=connect, initargs=("db:5432",)) as pool:
        print(pool.map(work, [1, 2, 3]))
