import os

from joblib import Parallel, delayed


class Config:
    def __init__(self):
        self.name = "run"


def work(number, config):
    return number + len(config.name + os.sep)


if __name__ == "__main__":
    config = Config()
    print(Parallel(n_jobs=2)(delayed(work)(number, config) for number in range(4)))
    offset = 3  # loky sends lambdas by value
    print(Parallel(n_jobs=2)(delayed(lambda number: number + offset)(number) for number in range(30)))
