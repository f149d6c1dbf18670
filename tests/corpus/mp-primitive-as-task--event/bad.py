"""An Event in the rows for starmap; the error speaks of a Condition that nobody made."""
import multiprocessing as mp


def work(n, stop):
    return None if stop.is_set() else n * n


if __name__ == "__main__":
    stop = mp.Event()
    with mp.Pool(1) as pool:
        print(pool.starmap(work, [(2, stop)]))
