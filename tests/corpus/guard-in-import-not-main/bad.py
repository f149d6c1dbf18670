"""A child that imports this knows of no parent yet, and starts a process in its turn."""

from multiprocessing import Process, parent_process


def work(number):
    print("work", number)


if parent_process() is None:
    child = Process(target=work, args=(1,))
    child.start()
    child.join()
