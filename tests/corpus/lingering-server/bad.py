"""The script waits until it has no child left: the resource tracker is one, and stays."""

import os
from multiprocessing import Process


def work(number):
    print(number * number)


if __name__ == "__main__":
    for number in range(2):
        Process(target=work, args=(number,)).start()
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    print("all done")
