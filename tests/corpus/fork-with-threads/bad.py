"""A process is started while a thread of the script's runs."""

import threading
from multiprocessing import Process

stop = threading.Event()


def watch():
    stop.wait(20)


def work():
    print("at work")


if __name__ == "__main__":
    threading.Thread(target=watch, name="watcher", daemon=True).start()
    child = Process(target=work)
    child.start()
    child.join()
    stop.set()
