"""The recursion limit was raised in the parent only."""

import sys
from multiprocessing import Process


def depth(left):
    return 0 if left == 0 else 1 + depth(left - 1)


def work():
    print(depth(1500))


if __name__ == "__main__":
    sys.setrecursionlimit(5000)
    child = Process(target=work)
    child.start()
    child.join()
    raise SystemExit(child.exitcode)
