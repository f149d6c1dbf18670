"""The parent ends a child on purpose with terminate()."""
import time
from multiprocessing import Event, Process


def work(ready):
    ready.set()
    time.sleep(60)


if __name__ == "__main__":
    ready = Event()
    p = Process(target=work, args=(ready,))
    p.start()
    ready.wait(10)
    p.terminate()
    p.join()
    print("stopped", p.exitcode)
