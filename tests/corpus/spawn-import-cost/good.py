"""What takes long is done under the main guard."""

import time
from multiprocessing import Process


def work():
    print("at work")


if __name__ == "__main__":
    table = 0
    while time.process_time() < 1.5:
        table += 1
    child = Process(target=work)
    child.start()
    child.join()
