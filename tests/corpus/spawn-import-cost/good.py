"""What takes long is done under the main guard."""

import time
from multiprocessing import Process


def work():
    print("at work")


if __name__ == "__main__":
    time.sleep(1.3)
    child = Process(target=work)
    child.start()
    child.join()
