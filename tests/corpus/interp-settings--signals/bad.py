"""The parent's handler tidies up at SIGTERM; a child that is not forked has not got it, and dies."""

import signal
import sys
import time
from multiprocessing import Event, Process


def tidy_up(number, frame):
    print("tidied up", flush=True)
    sys.exit(0)


def work(ready):
    ready.set()
    while True:
        time.sleep(0.05)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, tidy_up)
    ready = Event()
    child = Process(target=work, args=(ready,))
    child.start()
    ready.wait()
    child.terminate()
    child.join()
