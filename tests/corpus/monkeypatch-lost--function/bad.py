"""The parent puts another function in the place of the module's own."""

from multiprocessing import Process


def price():
    return 100


def free():
    return 0


def work():
    print(price())


if __name__ == "__main__":
    price = free
    child = Process(target=work)
    child.start()
    child.join()
