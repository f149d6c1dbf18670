import threading
from concurrent.futures import InterpreterPoolExecutor


class Config:
    def __init__(self):
        self.lock = threading.Lock()


def work(config):
    return 1


if __name__ == "__main__":
    with InterpreterPoolExecutor(max_workers=2) as pool:
        future = pool.submit(work, {"config": Config()})
        print(future.result())
