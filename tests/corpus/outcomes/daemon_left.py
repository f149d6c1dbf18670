"""A daemon is still at work when the parent ends: multiprocessing terminates it, as it should."""
import time
from multiprocessing import Event, Process


def work(ready):
    ready.set()
    time.sleep(60)


if __name__ == "__main__":
    ready = Event()
    Process(target=work, args=(ready,), daemon=True).start()
    ready.wait(10)
    print("done")
