"""The script's top level takes long, and runs again in each child."""

import time
from multiprocessing import Process

time.sleep(1.3)


def work():
    print("at work")


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
