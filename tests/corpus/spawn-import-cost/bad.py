"""The script's top level takes long, and runs again in each child."""

import time
from multiprocessing import Process

table = 0
while time.process_time() < 1.5:
    table += 1


def work():
    print("at work")


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
