"""Prints a sign that the code page of Windows has not, into a pipe."""
from multiprocessing import Process


def work():
    print("done \u2713")


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join()
