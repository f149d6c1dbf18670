"""A multiprocessing.Lock in the initargs of a pool: that is how one is shared."""
import multiprocessing as mp


def setup(shared):
    global lock
    lock = shared


def add(pair):
    with lock:
        return sum(pair)


if __name__ == "__main__":
    with mp.Pool(2, initializer=setup, initargs=(mp.Lock(),)) as pool:
        print(pool.map(add, [(1, 2), (3, 4)]))
