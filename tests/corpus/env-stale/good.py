"""The variable is set before the first process starts."""

import os
from multiprocessing import Process


def work():
    print(os.environ.get("APP_MODE", "slow"))


if __name__ == "__main__":
    os.environ["APP_MODE"] = "fast"
    first = Process(target=work)
    first.start()
    first.join()
    second = Process(target=work)
    second.start()
    second.join()
