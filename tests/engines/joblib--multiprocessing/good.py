from joblib import Parallel, delayed


class Config:
    def __init__(self):
        self.name = "run"


def work(number, config):
    return number + len(config.name)


if __name__ == "__main__":
    config = Config()
    parallel = Parallel(n_jobs=2, backend="multiprocessing")
    print(parallel(delayed(work)(number, config=config) for number in range(4)))
