"""Prints plain signs."""
from multiprocessing import Process


def work():
    print("done")


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join()
