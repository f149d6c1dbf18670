"""A Process without a main guard: the child dies, and the parent exits 0."""
from multiprocessing import Process


def work():
    print("work")


p = Process(target=work)
p.start()
p.join()
