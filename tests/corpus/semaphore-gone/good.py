"""The parent keeps a name for the lock until the child has ended."""
from multiprocessing import Lock, Process


def work(lock):
    with lock:
        print("work")


if __name__ == "__main__":
    lock = Lock()
    p = Process(target=work, args=(lock,))
    p.start()
    p.join()
