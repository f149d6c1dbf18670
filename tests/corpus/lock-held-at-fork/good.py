"""The process is started before the thread takes the lock."""

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
    child = Process(target=work)
    child.start()
    threading.Thread(target=hold, name="holder", daemon=True).start()
    held.wait()
    child.join()
