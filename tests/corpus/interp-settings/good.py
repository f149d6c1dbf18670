"""The child raises it too."""

import sys
from multiprocessing import Process


def depth(left):
    return 0 if left == 0 else 1 + depth(left - 1)


def work():
    sys.setrecursionlimit(5000)
    print(depth(1500))


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
    raise SystemExit(child.exitcode)
