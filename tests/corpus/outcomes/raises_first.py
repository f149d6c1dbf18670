"""Raises an error of its own before anything crosses."""
from multiprocessing import Process


def work(n):
    print("work", n)


if __name__ == "__main__":
    size = int("many")
    Process(target=work, args=(size,)).start()
