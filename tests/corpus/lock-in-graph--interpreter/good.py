from concurrent.futures import InterpreterPoolExecutor


class Config:
    def __init__(self):
        self.name = "run"


def work(config):
    return len(config["config"].name)


if __name__ == "__main__":
    with InterpreterPoolExecutor(max_workers=2) as pool:
        future = pool.submit(work, {"config": Config()})
        print(future.result())
