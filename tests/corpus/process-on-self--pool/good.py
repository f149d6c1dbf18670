"""The pool is left behind when the object is sent."""
from multiprocessing import Pool


class Resizer:
    def __init__(self, factor):
        self.factor = factor
        self.pool = Pool(2)

    def __getstate__(self):
        return {"factor": self.factor}

    def resize(self, size):
        return size * self.factor

    def resize_all(self, sizes):
        return self.pool.map(self.resize, sizes)


if __name__ == "__main__":
    resizer = Resizer(3)
    try:
        print(resizer.resize_all([1, 2]))
    finally:
        resizer.pool.terminate()
