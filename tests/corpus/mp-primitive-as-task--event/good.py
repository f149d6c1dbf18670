"""The Event is handed to the workers when they start."""
import multiprocessing as mp


def setup(event):
    global stop
    stop = event


def work(n):
    return None if stop.is_set() else n * n


if __name__ == "__main__":
    with mp.Pool(1, initializer=setup, initargs=(mp.Event(),)) as pool:
        print(pool.map(work, [2]))
