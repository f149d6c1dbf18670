"""The namedtuple is called what it is bound to."""
from collections import namedtuple
from multiprocessing import Process

Point = namedtuple("Point", "x y")


def plot(point):
    print("plot", point.x, point.y)


if __name__ == "__main__":
    p = Process(target=plot, args=(Point(1, 2),))
    p.start()
    p.join()
