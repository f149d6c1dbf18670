import os
import threading

from joblib import Parallel, delayed


class Config:
    def __init__(self):
        self.name = "run"
        self.lock = threading.Lock()


def work(number, config):
    return number + len(config.name + os.sep)


if __name__ == "__main__":
    config = Config()
    print(Parallel(n_jobs=2)(delayed(work)(number, config) for number in range(4)))
