"""The task returns what the model is made of."""
import threading
from multiprocessing import Pool


class Model:
    def __init__(self, weight):
        self.weight = weight
        self.lock = threading.Lock()


def train(rows):
    return sum(rows) / len(rows)


if __name__ == "__main__":
    with Pool(1) as pool:
        task = pool.apply_async(train, ([1, 2, 3],))
        print(Model(task.get(timeout=10)).weight)
