"""The file's name is handed over; the child makes its own handler."""
import logging
import os
from multiprocessing import Process


def work(n, path):
    logging.getLogger("app").addHandler(logging.FileHandler(path, delay=True))
    logging.getLogger("app").warning("working on %d", n)
    print("worked on", n)


if __name__ == "__main__":
    p = Process(target=work, args=(5,), kwargs={"path": os.devnull})
    p.start()
    p.join()
