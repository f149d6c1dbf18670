"""sys.exit with a text: it goes to stderr, and the status is 1."""
import sys
from multiprocessing import Process


def work():
    print("work")


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join()
    sys.exit("no input files")
