"""The tasks' function is a method: the whole instance, data and all, goes with each task."""

from multiprocessing import Pool


class Model:
    def __init__(self):
        self.name = "model"
        self.data = b"x" * 3_000_000

    def run(self, number):
        return len(self.data) + number


if __name__ == "__main__":
    model = Model()
    with Pool(2) as pool:
        print(pool.map(model.run, range(4), chunksize=1))
