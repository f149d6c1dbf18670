"""A child waits for an event that nobody sets, and the parent joins it."""
from multiprocessing import Event, Process


def work(ready):
    ready.wait()
    print("work")


if __name__ == "__main__":
    ready = Event()
    p = Process(target=work, args=(ready,))
    p.start()
    p.join()
