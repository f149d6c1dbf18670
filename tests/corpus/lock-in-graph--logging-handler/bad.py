"""A logging handler handed to a child: every handler holds a lock."""
import logging
import os
from multiprocessing import Process


def work(n, handler):
    logging.getLogger("app").addHandler(handler)
    logging.getLogger("app").warning("working on %d", n)
    print("worked on", n)


if __name__ == "__main__":
    handler = logging.FileHandler(os.devnull, delay=True)
    p = Process(target=work, args=(5,), kwargs={"handler": handler})
    p.start()
    p.join()
