"""Lock and process of one context."""
import multiprocessing as mp
import sys


def work(lock):
    with lock:
        print("locked")


if __name__ == "__main__":
    ctx = mp.get_context("spawn")
    lock = ctx.Lock()
    p = ctx.Process(target=work, args=(lock,))
    p.start()
    p.join()
    sys.exit(p.exitcode)
