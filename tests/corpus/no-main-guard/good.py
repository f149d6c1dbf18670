"""Processes are started under the main guard only."""
from multiprocessing import Process


def work(number):
    print("work", number)


if __name__ == "__main__":
    p = Process(target=work, args=(1,))
    p.start()
    p.join()
