"""sys.exit with a status of its own."""
import sys
from multiprocessing import Process


def work():
    print("work")


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join()
    sys.exit(3)
