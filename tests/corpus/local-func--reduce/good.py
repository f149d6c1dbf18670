"""A __reduce__ that rebuilds the object by its class."""
from multiprocessing import Process


class Scale:
    def __init__(self, factor):
        self.factor = factor

    def __reduce__(self):
        return Scale, (self.factor,)


def apply(scale, n):
    print("scaled", scale.factor * n)


if __name__ == "__main__":
    p = Process(target=apply, args=(Scale(3), 14))
    p.start()
    p.join()
