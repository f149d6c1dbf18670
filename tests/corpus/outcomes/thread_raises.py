"""A thread of the parent raises: its traceback is printed, and the parent exits 0."""
import threading
from multiprocessing import Process


def work():
    print("work")


def watch():
    int("many")


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    t = threading.Thread(target=watch)
    t.start()
    t.join()
    p.join()
