"""A __reduce__ that rebuilds the object with a closure, which cannot be sent itself."""
from multiprocessing import Process


class Scale:
    def __init__(self, factor):
        self.factor = factor

    def __reduce__(self):
        def rebuild():
            return Scale(self.factor)

        return rebuild, ()


def apply(scale, n):
    print("scaled", scale.factor * n)


if __name__ == "__main__":
    p = Process(target=apply, args=(Scale(3), 14))
    p.start()
    p.join()
