"""The child leaves Ctrl-C to its parent."""

import os
import signal
import time
from multiprocessing import Event, Process


def work(ready):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ready.set()
    time.sleep(30)


def press_ctrl_c():
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGINT)
        time.sleep(30)


if __name__ == "__main__":
    ready = Event()
    child = Process(target=work, args=(ready,))
    child.start()
    ready.wait()
    try:
        press_ctrl_c()
    except KeyboardInterrupt:
        pass
    child.terminate()
    child.join()
    print("stopped")
