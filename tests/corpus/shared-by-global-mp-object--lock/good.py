"""The lock is passed to both."""

from multiprocessing import Barrier, Lock, Process


def work(lock, both):
    with lock:
        try:
            both.wait(1)
            print("both inside")
        except Exception:
            print("alone")


if __name__ == "__main__":
    lock, both = Lock(), Barrier(2)
    children = [Process(target=work, args=(lock, both)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
