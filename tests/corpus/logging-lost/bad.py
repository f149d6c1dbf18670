"""logging is set up under the main guard: the child's record is dropped."""

import logging
import sys
from multiprocessing import Process


def work():
    logging.getLogger("app").info("at work")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")
    child = Process(target=work)
    child.start()
    child.join()
