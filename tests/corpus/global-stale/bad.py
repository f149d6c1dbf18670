"""A flag that the parent has set is as it was at import in the child: it computes something else, and exits 0."""

from multiprocessing import Process

SCALE = 1


def work(value):
    print(value * SCALE)


if __name__ == "__main__":
    SCALE = 10
    child = Process(target=work, args=(7,))
    child.start()
    child.join()
