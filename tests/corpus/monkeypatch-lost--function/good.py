"""The function to call is passed to the child."""

from multiprocessing import Process


def price():
    return 100


def free():
    return 0


def work(price):
    print(price())


if __name__ == "__main__":
    child = Process(target=work, args=(free,))
    child.start()
    child.join()
