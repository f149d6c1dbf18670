"""A threading.Lock in the initargs of a pool."""
import multiprocessing as mp
import threading


def setup(shared):
    global lock
    lock = shared


def add(pair):
    with lock:
        return sum(pair)


if __name__ == "__main__":
    with mp.Pool(2, initializer=setup, initargs=(threading.Lock(),)) as pool:
        print(pool.map(add, [(1, 2), (3, 4)]))
