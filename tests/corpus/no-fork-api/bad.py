"""Each process says whose it is, by the id of its group."""
import os
from multiprocessing import Process


def work():
    print("work of", os.getgid() is not None)


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join()
