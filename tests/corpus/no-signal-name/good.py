"""A worker that takes too long is ended by its parent."""
from multiprocessing import Process


def work():
    print("in time")


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join(20)
    if p.is_alive():
        p.kill()
