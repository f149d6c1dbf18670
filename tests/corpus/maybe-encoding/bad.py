"""A task returns an object with a lock: the result cannot come back."""
import threading
from multiprocessing import Pool


class Model:
    def __init__(self, weight):
        self.weight = weight
        self.lock = threading.Lock()


def train(rows):
    return Model(sum(rows) / len(rows))


if __name__ == "__main__":
    with Pool(1) as pool:
        task = pool.apply_async(train, ([1, 2, 3],))
        print(task.get(timeout=10).weight)
