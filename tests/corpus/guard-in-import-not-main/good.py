"""A child that imports this has another name for it."""

from multiprocessing import Process


def work(number):
    print("work", number)


if __name__ == "__main__":
    child = Process(target=work, args=(1,))
    child.start()
    child.join()
