"""A manager's Lock is a proxy, which may travel."""
import multiprocessing as mp


def add(lock, a, b):
    with lock:
        return a + b


if __name__ == "__main__":
    with mp.Manager() as manager:
        lock = manager.Lock()
        with mp.Pool(2) as pool:
            print(pool.apply(add, (lock, 1, 2)))
