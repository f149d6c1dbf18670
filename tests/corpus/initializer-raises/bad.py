"""The initializer of a pool raises in every worker: the pool starts one after another, and map() never returns."""
from multiprocessing import Pool


def connect(address):
    raise ConnectionError(f"nobody listens at {address}")


def work(number):
    return number * 2


if __name__ == "__main__":
    with Pool(2, initializer=connect, initargs=("db:5432",)) as pool:
        print(pool.map(work, [1, 2, 3]))
