"""A thread holds the lock when the process is forked: the child waits for it for ever."""

import threading
from multiprocessing import Process

lock = threading.Lock()
held = threading.Event()
stop = threading.Event()


def hold():
    with lock:
        held.set()
        stop.wait()


def work():
    with lock:
        print("at work")


if __name__ == "__main__":
    threading.Thread(target=hold, name="holder", daemon=True).start()
    held.wait()
    child = Process(target=work)
    child.start()
    child.join()
