"""Nobody but the process object knows the lock, and start() lets go of it."""
from multiprocessing import Lock, Process


def work(lock):
    with lock:
        print("work")


if __name__ == "__main__":
    p = Process(target=work, args=(Lock(),))
    p.start()
    p.join()
