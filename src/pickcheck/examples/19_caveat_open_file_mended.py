"""Mended: the path is sent, and the file opened where it is read."""

from multiprocessing import Process


def count(path):
    with open(path, encoding="utf-8") as file:
        print(sum(1 for line in file) > 0)


if __name__ == "__main__":
    process = Process(target=count, args=(__file__,))
    process.start()
    process.join()
