"""The data is in the workers, once; a task is a number."""

from multiprocessing import Pool


def set_up(data):
    global DATA
    DATA = data


def run(number):
    return len(DATA) + number


if __name__ == "__main__":
    with Pool(2, initializer=set_up, initargs=(b"x" * 3_000_000,)) as pool:
        print(pool.map(run, range(4), chunksize=1))
