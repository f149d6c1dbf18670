"""The parent never ends: it waits for a file that nobody writes."""
import os
import time
from multiprocessing import Process


def work():
    print("work")


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join()
    while not os.path.exists("/nonexistent/ready"):
        time.sleep(0.05)
