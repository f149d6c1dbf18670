"""Each process sets logging up."""

import logging
import sys
from multiprocessing import Process


def set_up():
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")


def work():
    set_up()
    logging.getLogger("app").info("at work")


if __name__ == "__main__":
    set_up()
    child = Process(target=work)
    child.start()
    child.join()
