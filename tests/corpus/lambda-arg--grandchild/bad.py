"""The child starts a child of its own with a lambda and dies; nobody asks for its exit code."""
from multiprocessing import Process


def leaf(scale):
    print("scaled", scale(21))


def branch(factor):
    inner = Process(target=leaf, args=(lambda n: factor * n,))
    inner.start()
    inner.join()


if __name__ == "__main__":
    outer = Process(target=branch, args=(2,))
    outer.start()
    outer.join()
    print("done")
