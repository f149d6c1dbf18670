"""A child dies of an error of its own; the parent looks, and passes its exit code on."""
import sys
from multiprocessing import Process


def work(text):
    print("work", int(text))


if __name__ == "__main__":
    p = Process(target=work, args=("many",))
    p.start()
    p.join()
    sys.exit(p.exitcode)
