"""The variable is set after the forkserver has started: its children do not see it."""

import os
from multiprocessing import Process


def work():
    print(os.environ.get("APP_MODE", "slow"))


if __name__ == "__main__":
    first = Process(target=work)
    first.start()
    first.join()
    os.environ["APP_MODE"] = "fast"
    second = Process(target=work)
    second.start()
    second.join()
