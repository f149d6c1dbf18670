"""A Lock of the fork context handed to a process of the spawn context."""
import multiprocessing as mp
import sys


def work(lock):
    with lock:
        print("locked")


if __name__ == "__main__":
    lock = mp.get_context("fork").Lock()
    p = mp.get_context("spawn").Process(target=work, args=(lock,))
    p.start()
    p.join()
    sys.exit(p.exitcode)
