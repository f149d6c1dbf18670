"""A Lock as the argument of a task: it may only be inherited."""
import multiprocessing as mp


def add(lock, a, b):
    with lock:
        return a + b


if __name__ == "__main__":
    lock = mp.Lock()
    with mp.Pool(2) as pool:
        print(pool.apply(add, (lock, 1, 2)))
