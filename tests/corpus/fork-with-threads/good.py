"""The process is started first."""

import threading
from multiprocessing import Process

stop = threading.Event()


def watch():
    stop.wait(20)


def work():
    print("at work")


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    threading.Thread(target=watch, name="watcher", daemon=True).start()
    child.join()
    stop.set()
