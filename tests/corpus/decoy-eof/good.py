"""A function that has a name as an argument."""
from multiprocessing import Process


def work(function):
    print(function(-2))


if __name__ == "__main__":
    p = Process(target=work, args=(abs,))
    p.start()
    p.join()
