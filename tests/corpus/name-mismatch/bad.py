"""A namedtuple called Pt, bound to the name Point."""
from collections import namedtuple
from multiprocessing import Process

Point = namedtuple("Pt", "x y")


def plot(point):
    print("plot", point.x, point.y)


if __name__ == "__main__":
    p = Process(target=plot, args=(Point(1, 2),))
    p.start()
    p.join()
