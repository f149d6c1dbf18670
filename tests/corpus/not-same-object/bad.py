"""A decorator that runs the original in a process: its name already means the wrapper."""
from functools import wraps
from multiprocessing import Process


def in_background(func):
    @wraps(func)
    def start(*args):
        p = Process(target=func, args=args)
        p.start()
        return p

    return start


@in_background
def job(name):
    print("job", name)


if __name__ == "__main__":
    job("nightly").join()
