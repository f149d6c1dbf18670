"""Each process says which it is."""
import os
from multiprocessing import Process


def work():
    print("work of", os.getpid() is not None)


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join()
