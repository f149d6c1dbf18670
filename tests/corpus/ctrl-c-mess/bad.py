"""Ctrl-C, which goes to the whole group, interrupts the child in its work."""

import os
import signal
import time
from multiprocessing import Event, Process


def work(ready):
    ready.set()
    time.sleep(30)


def press_ctrl_c(child):
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGINT)
        time.sleep(30)
    child.terminate()


if __name__ == "__main__":
    ready = Event()
    child = Process(target=work, args=(ready,))
    child.start()
    ready.wait()
    time.sleep(0.5)
    try:
        press_ctrl_c(child)
    except KeyboardInterrupt:
        print("stopping")
    child.join()
