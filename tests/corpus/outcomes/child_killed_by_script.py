"""The script ends a child that it needs no longer with os.kill, and exits 0."""
import os
import time
from multiprocessing import Process


def work():
    time.sleep(3)


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    time.sleep(0.2)
    if hasattr(os, "killpg"):
        os.kill(p.pid, 9)
    p.join()
    print("all done")
