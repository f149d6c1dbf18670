"""The original keeps a name of its own; a plain function starts it."""
from multiprocessing import Process


def in_background(func, *args):
    p = Process(target=func, args=args)
    p.start()
    return p


def job(name):
    print("job", name)


if __name__ == "__main__":
    in_background(job, "nightly").join()
